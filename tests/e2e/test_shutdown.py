"""A run ends when it is asked to, whenever that is, and when a server of it has ended; nothing is left behind."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from azure.storage.blob import ContainerClient

from cocoon.services.blob_service import DEVELOPMENT_STORAGE
from tests.kits.environments import embedded_environment
from tests.kits.repository import ROOT
from tests.kits.serving import COMMAND, assert_stopped, hear_interrupts

pytestmark = pytest.mark.e2e

COFFEE = ROOT / "samples/images/food/coffee.png"
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked for in /proc")


def children(pid: int) -> dict[int, str]:
    """Return the command lines of a process's children."""
    try:
        pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return {int(each): Path(f"/proc/{each}/cmdline").read_text().replace("\0", " ") for each in pids}
    except (FileNotFoundError, ProcessLookupError):
        return {}


def many_images(folder: Path, count: int) -> Path:
    for number in range(count):
        content = COFFEE.read_bytes()
        (folder / f"{number}.png").write_bytes(content)
    return folder


def wait_for_labels(state: Path, run: "subprocess.Popen[bytes] | subprocess.Popen[str]") -> None:
    """Return when the first image is labelled."""
    log = state / "logs/host.log"
    while not (log.exists() and "INFO classify_image.image_report" in log.read_text()):
        assert run.poll() is None
        time.sleep(0.02)


@needs_proc
@pytest.mark.parametrize("server", ["secantus|mongod", "azurite", "local.servicebus", "local.host"])
def test_a_server_that_is_killed_is_named_and_everything_ends(tmp_path: Path, server: str) -> None:
    (tmp_path / "images").mkdir()
    folder = many_images(tmp_path / "images", 300)
    environment = embedded_environment(tmp_path / "state")
    with (tmp_path / "errors").open("wb") as errors:
        run = subprocess.Popen(
            [*COMMAND, "--images", str(folder)], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        wait_for_labels(tmp_path / "state", run)
        victim = next(
            pid for pid, command in children(run.pid).items() if any(each in command for each in server.split("|"))
        )
        os.kill(victim, signal.SIGKILL)
        begun = time.monotonic()
        while b"error: " not in (tmp_path / "errors").read_bytes():
            assert time.monotonic() - begun < 5, "the server is named"
            time.sleep(0.05)
        assert run.wait(15) == 1
        assert time.monotonic() - begun < 15
    said = (tmp_path / "errors").read_text()
    assert "ended with exit code -9" in said
    assert "Traceback" not in said
    assert_stopped(environment)


@needs_proc
def test_a_signal_is_heard_whenever_it_comes(tmp_path: Path) -> None:
    """Also in the moments after a server was started, in which one was lost."""
    seed = random.randrange(10_000)
    chance = random.Random(seed)
    for number in range(12):
        environment = embedded_environment(tmp_path / str(number))
        (tmp_path / str(number)).mkdir(exist_ok=True)
        run = subprocess.Popen(
            [sys.executable, "-m", "local", "services"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=hear_interrupts,  # noqa: PLW1509 - it takes no lock that a thread could hold
        )
        wanted = chance.randrange(4)  # servers that are started by then
        while len(children(run.pid)) < wanted and run.poll() is None:
            time.sleep(0.0005)
        if wanted == 0:
            time.sleep(chance.uniform(0.2, 0.8))
        time.sleep(chance.uniform(0, 0.005))
        number_of_signal = chance.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
        begun = time.monotonic()
        run.send_signal(number_of_signal)
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, 0.02))
            run.send_signal(number_of_signal)  # somebody is impatient
        output, _ = run.communicate(timeout=30)
        assert time.monotonic() - begun < 15, (seed, number)
        assert "Traceback" not in output, (seed, number, output)
        # Python had not begun with our code, or had just begun: then it interrupts itself.
        unheard = {-number_of_signal, -signal.SIGINT} if wanted == 0 else set[int]()
        assert run.returncode in {0, 130, *unheard}, (seed, number, output)
        assert_stopped(environment)


@needs_proc
def test_make_passes_a_signal_on(tmp_path: Path) -> None:
    if not (ROOT / ".setup/python").exists():
        pytest.skip("what make would set up first is not there")
    (tmp_path / "my images").mkdir()
    shutil.copy(COFFEE, tmp_path / "my images")
    environment = embedded_environment(tmp_path / "state")
    variables = [f"{name}={environment[name]}" for name in ("PORT", "BLOB_PORT", "SERVICE_BUS_PORT", "MONGODB_PORT")]
    make = subprocess.Popen(
        ["make", "run", f"IMAGES={tmp_path / 'my images'}", f"STATE={tmp_path / 'state'}", *variables],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert make.stdout
    output = ""
    for line in make.stdout:
        output += line
        if line.startswith("Serving on"):
            break
    make.terminate()
    output += make.communicate(timeout=40)[0]
    assert "Stopped." in output, output
    assert_stopped(environment)


def test_a_blob_that_changes_while_it_waits_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    folder = many_images(tmp_path / "images", 300)
    environment = embedded_environment(tmp_path / "state")
    command = [*COMMAND, "--once", "--images", str(folder)]
    run = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    wait_for_labels(tmp_path / "state", run)
    storage = DEVELOPMENT_STORAGE.replace(":10000/", f":{environment['BLOB_PORT']}/")
    with ContainerClient.from_connection_string(storage, "images") as container:
        for number in (297, 298):
            container.upload_blob(f"{number}.png", COFFEE.read_bytes(), overwrite=True)
        container.delete_blob("299.png")
    output, _ = run.communicate(timeout=120)
    assert "labelled=299 failed=" in output
    assert "missing" not in output
    assert run.returncode == 0
