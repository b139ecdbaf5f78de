"""``python -m local``, which is what ``make run`` runs, as a person uses it."""

import json
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from tests.kits.environments import embedded_environment
from tests.kits.repository import ROOT
from tests.kits.serving import COMMAND, Serving, assert_stopped

SAMPLES = [path for path in (ROOT / "samples/images").rglob("*") if path.is_file()]

pytestmark = pytest.mark.e2e


def run_once(environment: dict[str, str], *arguments: str) -> str:
    ended = subprocess.run(
        [*COMMAND, "--once", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def closing_line(output: str) -> tuple[int, int]:
    match = re.fullmatch(r"labelled=(\d+) failed=(\d+) seconds=\d+\.\d", output.splitlines()[-1])
    assert match, output
    return int(match[1]), int(match[2])


def test_everything_is_labelled_once(tmp_path: Path) -> None:
    environment = embedded_environment(tmp_path)
    output = run_once(environment)
    assert closing_line(output) == (len(SAMPLES), 0)
    assert re.search(r"animals/chelsea\.png .*tiger cat", output)
    assert_stopped(environment)
    log = (tmp_path / "logs/host.log").read_text()
    assert log.count("INFO classify_image") == len(SAMPLES)
    assert "ERROR" not in log

    output = run_once(environment)
    assert "Enqueued 0 of" in output
    assert closing_line(output) == (len(SAMPLES), 0)
    assert "classify_image" not in (tmp_path / "logs/host.log").read_text()


def test_own_images_and_failures(tmp_path: Path) -> None:
    folder = tmp_path / "my images"
    (folder / "sub folder").mkdir(parents=True)
    (folder / "sub folder/coffee #1.png").write_bytes((ROOT / "samples/images/food/coffee.png").read_bytes())
    (folder / "text.jpg").write_text("This is not an image.")
    (folder / "notes.txt").write_text("Neither is this.")
    (folder / ".hidden.jpg").write_text("Left out.")
    output = run_once(embedded_environment(tmp_path / "state"), "--images", str(folder))
    assert "Uploaded 3 new images" in output
    assert closing_line(output) == (1, 1)
    assert "not_an_image: The blob is not an image" in output


def test_the_coco_detector_finds_objects_and_where_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    shutil.copy(ROOT / "samples/images/animals/german-shepherd.jpg", folder)
    running = Serving(tmp_path / "state", "--images", str(folder), MODEL_PATH="models/nanodet")
    _, answer = running.call("/api/search?label=dog")
    (item,) = answer["items"]
    (box,) = item["labels"][0]["boxes"]
    assert box["score"] == item["labels"][0]["score"] >= 0.6
    assert box["top"] < 0.1
    assert box["left"] < 0.15
    assert box["bottom"] > 0.85
    assert 0.8 < box["right"] < 0.95
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(60) == 0


def test_names_that_look_like_markup_are_shown_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    (folder / "foo[").mkdir(parents=True)
    for name in ("foo[/bar].png", "photo [final].png"):
        shutil.copy(ROOT / "samples/images/things/hammer.png", folder / name)
    output = run_once(embedded_environment(tmp_path / "state"), "--images", str(folder))
    assert "foo[/bar].png" in output
    assert "photo [final].png" in output
    assert closing_line(output) == (2, 0)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"TOP_K": "many"}, "TOP_K is 'many': it must be a whole number from 1 to 100"),
        ({"MODEL_PATH": "models/none"}, "No such file or directory"),
        ({"PORT": "x"}, "PORT is 'x'; it must be a port"),
        ({"THUMBNAILS_CONTAINER": "images"}, "THUMBNAILS_CONTAINER must differ from IMAGES_CONTAINER"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(tmp_path: Path, settings: dict[str, str], problem: str) -> None:
    environment = embedded_environment(tmp_path)
    ended = subprocess.run(
        [*COMMAND, "--once"], cwd=ROOT, env=environment | settings, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("error: ")
    assert problem in ended.stderr
    assert "Traceback" not in ended.stderr
    assert_stopped(environment)


def test_the_printed_search_works(serving: Serving) -> None:
    match = re.search(r"curl '(.*)'", serving.output)
    assert match
    with urlopen(match[1]) as response:
        assert json.load(response)["items"]


@pytest.mark.parametrize(
    ("label", "path"),
    [("tiger cat", "animals/chelsea.png"), ("egyptian_cat", "animals/chelsea.png"), ("Espresso", "food/coffee.png")],
)
def test_images_are_found_by_label(serving: Serving, label: str, path: str) -> None:
    status, answer = serving.call(f"/api/search?label={quote(label)}")
    assert status == 200
    assert path in [item["path"] for item in answer["items"]]
    assert answer["items"] == sorted(answer["items"], key=lambda item: -score(item, label))


def score(item: dict[str, Any], label: str) -> float:
    name = label.lower().replace("_", " ")
    return max(float(each["score"]) for each in item["labels"] if each["name"].lower() == name)


@pytest.mark.parametrize(
    ("word", "found", "other"),
    [
        ("dog", "animals/german-shepherd.jpg", "animals/chelsea.png"),
        ("Puppies", "animals/german-shepherd.jpg", "animals/kitten.jpg"),
        ("Hund", "animals/german-shepherd.jpg", "animals/kitten.jpg"),
        ("cat", "animals/kitten.jpg", "animals/german-shepherd.jpg"),
        ("birds", "animals/hens.jpg", "animals/honey-bee.jpg"),
        ("people", "things/camera-tripod.jpg", "food/coffee.png"),
        ("food", "food/citrus-fruits.jpg", "things/hammer.png"),
        ("beverage", "food/coffee.png", "places/taj-mahal.jpg"),
        ("building", "places/taj-mahal.jpg", "places/mountain-path.jpg"),
        ("eiffel tower", "places/eiffel-tower.jpg", "places/taj-mahal.jpg"),
    ],
)
def test_people_s_words_find_their_pictures(serving: Serving, word: str, found: str, other: str) -> None:
    _, answer = serving.call(f"/api/search?label={quote(word)}&limit=200")
    paths = [item["path"] for item in answer["items"]]
    assert found in paths
    assert other not in paths
    because = {each["because"] for each in answer["understood"]}
    _, without = serving.call(f"/api/search?label=-{quote(word)}&limit=200")
    # Whoever wants no puppies may want dogs, and no words of paths are left out.
    assert (found in [item["path"] for item in without["items"]]) == bool(because & {"narrower", "path"})


def test_labels_images_and_health(serving: Serving) -> None:
    deadline = time.monotonic() + 10
    while not (labels := serving.call("/api/labels?q=tig")[1])["items"] and time.monotonic() < deadline:
        time.sleep(0.5)  # the totals follow within seconds
    assert [item["name"] for item in labels["items"]] == ["tiger cat"]
    status, document = serving.call("/api/images/food/coffee.png")
    assert (status, document["status"], document["labels"][0]["name"]) == (200, "labelled", "espresso")
    status, health = serving.call("/api/health")
    assert (status, health["status"]) == (200, "ok")


def test_errors_are_problems(serving: Serving) -> None:
    status, problem = serving.call("/api/search?limit=many")
    assert (status, problem["title"], problem["status"]) == (400, "Bad Request", 400)
    assert problem["detail"] == "limit is 'many'; it must be a whole number from 1 to 200."
    assert serving.call("/api/images/no/such.jpg")[0] == 404
    assert serving.call("/api/enqueue", {"limit": -1})[0] == 400


def test_a_new_image_is_found_after_enqueueing(serving: Serving) -> None:
    path = "new/ü & #1 +.png"
    serving.upload(path, (ROOT / "samples/images/things/hammer.png").read_bytes())
    status, counts = serving.call("/api/enqueue", {"prefix": "new/"})
    assert (status, counts) == (200, {"listed": 1, "enqueued": 1, "skipped": 0, "done": True, "left_out": []})
    assert serving.wait_for_image(path)["labels"][0]["name"] == "hammer"


def test_the_timer_can_be_fired(serving: Serving) -> None:
    serving.upload("timer/clock.jpg", (ROOT / "samples/images/things/clock.jpg").read_bytes())
    headers = {"Content-Type": "application/json"}
    request = Request(f"{serving.base}/admin/functions/enqueue_on_timer", b"{}", headers)
    with urlopen(request, timeout=30) as response:
        assert response.status == 202
    assert serving.wait_for_image("timer/clock.jpg")["labels"][0]["name"] == "wall clock"


def test_a_second_run_cannot_share_the_state(serving: Serving) -> None:
    environment = embedded_environment(Path(serving.environment["STATE"]))
    ended = subprocess.run([*COMMAND, "--once"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "Another run uses" in ended.stderr
    assert_stopped(environment)


def test_hostile_requests_are_refused(serving: Serving) -> None:
    for query in ("label=%00", "label=_", "label=a%00b&min_score=0.1", "prefix=%00", "cursor=W1tb", "limit=1e9"):
        status, problem = serving.call(f"/api/search?{query}")
        assert (status, problem["title"]) == (400, "Bad Request"), query
    bodies: list[object] = [{"prefix": "\ud800"}, {"\ud800": 1}, {"x" * 100_000: 1}, [[]]]
    for body in bodies:
        status, problem = serving.call("/api/enqueue", body)
        assert status == 400
        assert len(problem["detail"]) <= 1000


def test_a_second_stack_says_which_port_is_taken(serving: Serving, tmp_path: Path) -> None:
    environment = embedded_environment(tmp_path) | {"SERVICE_BUS_PORT": serving.environment["SERVICE_BUS_PORT"]}
    ended = subprocess.run(
        [*COMMAND, "--once"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 1
    port = int(environment["SERVICE_BUS_PORT"])
    assert f"Service Bus (stand-in) cannot start: port {port} of 127.0.0.1 is taken" in ended.stderr
    assert f"SERVICE_BUS_PORT={port + 1}" in ended.stderr
    assert_stopped(environment | {"SERVICE_BUS_PORT": environment["BLOB_PORT"]})


@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGHUP], [signal.SIGINT] * 3])
def test_signals_stop_everything(tmp_path: Path, signals: list[signal.Signals]) -> None:
    running = Serving(tmp_path)
    for number in signals:
        running.process.send_signal(number)
        time.sleep(0.3)  # a person who is not patient
    assert running.process.wait(60) == 0
    assert_stopped(running.environment)
    assert "Traceback" not in (tmp_path / "logs/host.log").read_text()
