"""What is published starts: unpacked alone, in an environment of its own, under the Functions worker's own code."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from azure.storage.blob import ContainerClient
from pymongo import MongoClient

from cocoon.services.blob_service import blob_connection_string
from deploy.built_files import MissingFilesError, expect_built
from deploy.funcignore import Sent, core_tools, git, sent_files
from deploy.package import published, write
from local.configuration import TEMPLATE, Configuration
from local.host.app_settings import read_values
from tests.kits.access_watch import WATCH

ROOT = Path(__file__).parents[2]
ROOMS = {"classify_image", "cocoon", "edit_labels", "enqueue_blobs", "query_labels", "recount_labels"}
FILES = {
    "LICENSE",
    "function_app.py",
    "host.json",
    "requirements-full.txt",
    "requirements.txt",
}

Worker = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, unpacked."""
    folder = tmp_path_factory.mktemp("package")
    write(ROOT, published(ROOT), folder / "app.zip")
    with zipfile.ZipFile(folder / "app.zip") as archive:
        archive.extractall(folder / "app")
    return folder / "app"


@pytest.fixture(scope="module")
def worker(app: Path, tmp_path_factory: pytest.TempPathFactory) -> Worker:
    """The worker, with an environment that has what the package asks for and nothing of ours."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    python = str(folder / "venv/bin/python")
    install = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    beside = ["--no-deps", "--ignore-requires-python", "--target", str(folder / "worker")]
    subprocess.run([*install, "-r", str(app / "requirements.txt")], check=True)
    subprocess.run([*install, *beside, "-r", str(ROOT / "environments/worker.txt")], check=True)
    # Without bytecode, or the package would hold more than was published.
    base = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **WATCH.environment(str(folder / "worker"))}

    def run(settings: Mapping[str, str], *arguments: str) -> dict[str, Any]:
        command = [python, str(Path(__file__).with_name("worker.py")), str(app), *arguments]
        ended = subprocess.run(
            command, cwd=folder, env={**base, **settings}, check=True, stdout=subprocess.PIPE, timeout=90
        )
        answer: dict[str, Any] = json.loads(ended.stdout)
        return answer

    return run


@pytest.fixture(scope="module")
def answer(worker: Worker) -> dict[str, Any]:
    """What the worker makes of it with no setting at all."""
    return worker({})


def test_it_holds_the_app_and_nothing_else(app: Path) -> None:
    assert {each.name for each in app.iterdir()} == ROOMS | FILES | {"models"}
    assert {each.name for each in (app / "models").iterdir()} == {"efficientnet-lite0", "nanodet"}
    names = [each.relative_to(app).as_posix() for each in app.rglob("*") if each.is_file()]
    assert not [name for name in names if name.endswith((".pyc", ".in", ".env", ".log"))]
    assert sum((app / name).stat().st_size for name in names) < 28_000_000


@pytest.mark.parametrize("rule", [core_tools, git])
def test_what_machines_have_beside_the_app_is_not_sent(rule: Callable[[list[str]], Sent], tmp_path: Path) -> None:
    """Whatever builds, tools and editors leave in the folder."""
    lines = (ROOT / ".funcignore").read_text().splitlines()
    app = [
        *FILES,
        "models/efficientnet-lite0/LICENSE",
        "models/efficientnet-lite0/LICENSE.scowl",
        "models/efficientnet-lite0/model.tflite",
        "models/nanodet/LICENSE",
        "models/nanodet/LICENSE.wordnet",
        "models/nanodet/labels.txt",
        "models/nanodet/model.tflite",
        "query_labels/static/assets/index-B1.js",
        "cocoon/http/headers.py",
    ]
    beside = (Path(__file__).parent / "beside_the_app.txt").read_text().split()
    for name in [*app, *beside]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert {str(each) for each in sent_files(tmp_path, rule(lines))} == set(app)


def test_core_tools_reader_is_not_gits() -> None:
    """What GitIgnoreParser.cs makes of lines that git reads otherwise: ../shared/platform-vectors/README.md."""
    sent = core_tools(
        ["# comment", " requirements ", ".venv*", "/dist", "__pycache__", "docs/**", "a+b", "!docs/keep.md"]
    )
    left_out = [
        *(
            "requirements.txt",
            "requirements-full.txt",
            "requirements/dev.txt",
            ".venv-checks/bin/python",
            "dist/app.zip",
        ),
        *("__pycache__/a.pyc", "docs/a/b.md", "a+b/c", ".git/config", "x/.vscode/y", "x/Local.Settings.json"),
    ]
    kept = [".venv/bin/python", "requirement.txt", "cocoon/__pycache__/a.pyc", "docs/keep.md", "requirementsx", "aab"]
    assert [name for name in left_out if sent(PurePosixPath(name))] == []
    assert [name for name in kept if not sent(PurePosixPath(name))] == []


def test_files_that_only_one_of_them_sends_are_refused(tmp_path: Path) -> None:
    (tmp_path / ".funcignore").write_text("requirements\n")
    (tmp_path / "requirements.txt").touch()
    with pytest.raises(SystemExit, match=r"1 files are sent by Core Tools or by azd alone: requirements\.txt"):
        published(tmp_path)


def test_a_fresh_clone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingFilesError, match=r"model\.tflite, .*index\.html.*make setup"):
        expect_built(tmp_path)
    expect_built(ROOT)


def test_the_image_holds_the_same(app: Path) -> None:
    copied = {
        word.split("/")[0]
        for line in (ROOT / "deploy/Dockerfile").read_text().splitlines()
        if line.startswith("COPY ") and "requirements" not in line.lower() and "deploy/" not in line
        for word in line.split()[1:-1]
    }
    assert copied == {each.name for each in app.iterdir()} - FILES | {"LICENSE", "function_app.py", "host.json"}
    allowed = (ROOT / ".dockerignore").read_text().splitlines()
    assert {f"!{name}" for name in copied} <= set(allowed)


@pytest.mark.timeout(300)
def test_it_is_indexed_and_answers_under_the_real_worker(answer: dict[str, Any]) -> None:
    assert answer["seconds"] < 5  # 0.5 on an idle machine; Flex Consumption allows 30
    assert {"classify_image", "enqueue_on_timer", "watch_queue", "recount_on_timer", "search", "health"} <= answer[
        "functions"
    ].keys()
    assert answer["status"] == 503
    assert set(answer["body"]["dependencies"]) == {"settings"}
    assert "MONGODB_URI" in answer["body"]["dependencies"]["settings"]["detail"]


@pytest.mark.timeout(300)
def test_starting_imports_nothing_heavy(answer: dict[str, Any]) -> None:
    heavy = {"tensorflow", "keras", "ai_edge_litert", "opentelemetry"}
    assert not heavy & {each.split(".")[0] for each in answer["imported"]}


@pytest.mark.timeout(300)
def test_the_identity_reaches_every_binding_by_a_setting(answer: dict[str, Any]) -> None:
    bindings = [each for found in answer["functions"].values() for each in found]
    assert {each["connection"] for each in bindings if "connection" in each} == {"SERVICE_BUS"}


@pytest.mark.timeout(300)
def test_it_labels_an_image_under_the_real_worker(worker: Worker, configuration: Configuration) -> None:
    names = {"IMAGES_CONTAINER": "packaged", "THUMBNAILS_CONTAINER": "packaged-t", "DATABASE_NAME": "packaged"}
    settings = {name: configuration.environment[name] for name in read_values(TEMPLATE)} | names
    address = blob_connection_string(settings["IMAGES_STORAGE"])
    with ContainerClient.from_connection_string(address, "packaged") as container:
        container.create_container()
        container.upload_blob("coffee.png", (ROOT / "samples/images/food/coffee.png").read_bytes())
    answer = worker(settings, "coffee.png")
    client: MongoClient[dict[str, Any]] = MongoClient(settings["MONGODB_URI"])
    with client:
        document = client["packaged"]["images"].find_one({"path": "coffee.png"})
    assert document
    assert (document["status"], document["labels"][0]["name"]) == ("labelled", "espresso")
    assert (answer["status"], answer["body"]["status"]) == (200, "ok")
