"""Images are found by any path that they may have, as links, generated clients and people send it."""

import http.client
import json
import time
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.kits.repository import ROOT
from tests.kits.serving import Serving

PICTURE = ROOT / "samples/images/things/hammer.png"
# Each with a size of its own, so that one picture can be told from another.
NAMES = [
    "p/a b.png",
    "p/a%2Fb.png",
    "p/a/b.png",
    "p/100%.png",
    "p/#1?x=1.png",
    "p//double.png",
    "p/é猫.png",
    "p/a+b;c.png",
]

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


def raw(serving: Serving, target: str, method: str = "GET", headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Ask with a target exactly as it is given: other clients tidy it up."""
    connection = http.client.HTTPConnection(urlsplit(serving.base).netloc, timeout=30)
    connection.putrequest(method, target, skip_accept_encoding=True)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    if headers and headers.get("Transfer-Encoding"):
        connection.send(b"11\r\n" + b'{"dry_run": true}' + b"\r\n0\r\n\r\n")
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


def enqueue_and_wait(serving: Serving, prefix: str, count: int) -> list[Any]:
    """Enqueue what is below a prefix; return the documents when all are there."""
    assert serving.call("/api/enqueue", {"prefix": prefix})[1]["enqueued"] == count
    deadline = time.monotonic() + 60
    while len(items := serving.call(f"/api/search?prefix={prefix}")[1]["items"]) < count:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return list(items)


@pytest.fixture(scope="module")
def bodies(serving: Serving) -> dict[str, bytes]:
    """Upload the pictures and label them; a PNG takes any bytes behind its end."""
    bodies = {name: PICTURE.read_bytes() + bytes(number) for number, name in enumerate(NAMES)}
    for name, body in bodies.items():
        serving.upload(name, body)
    enqueue_and_wait(serving, "p/", len(NAMES))
    return bodies


def test_links_lead_to_their_own_blob(serving: Serving, bodies: dict[str, bytes]) -> None:
    for item in serving.call("/api/search?prefix=p/")[1]["items"]:
        status, body = raw(serving, item["links"]["self"])
        assert (status, json.loads(body)["path"]) == (200, item["path"])
        assert raw(serving, item["links"]["image"]) == (200, bodies[item["path"]])
        assert raw(serving, item["links"]["thumbnail"])[0] == 200


def test_generated_clients_find_images_with_slashes(serving: Serving, bodies: dict[str, bytes]) -> None:
    for name in NAMES:
        encoded = quote(name, safe="")
        status, body = raw(serving, f"/api/images/{encoded}")
        assert status == 200
        path = json.loads(body)["path"]
        assert path == ("p/a/b.png" if name == "p/a%2Fb.png" else name)  # the host hands both over as p%2Fa%2Fb.png
        assert raw(serving, f"/api/originals/{encoded}") == (200, bodies[path])
        assert raw(serving, f"/api/thumbnails/{encoded}")[0] == 200


def test_a_path_that_begins_with_a_slash_is_found(serving: Serving) -> None:
    body = PICTURE.read_bytes() + b"leading"
    serving.upload("/leading.png", body)
    (item,) = enqueue_and_wait(serving, "/", 1)
    assert json.loads(raw(serving, item["links"]["self"])[1])["path"] == "/leading.png"
    assert raw(serving, item["links"]["image"]) == (200, body)
    assert raw(serving, item["links"]["thumbnail"])[0] == 200
    assert json.loads(raw(serving, "/api/images/%2Fleading.png")[1])["path"] == "/leading.png"
    assert raw(serving, "/api/images//leading.png")[0] == 404  # the host finds no route


def test_an_image_is_found_by_its_id(serving: Serving, bodies: dict[str, bytes]) -> None:
    del bodies
    status, answer = serving.call(f"/api/images?id={'0' * 32}")
    assert (status, answer["title"]) == (404, "Not Found")
    assert serving.call("/api/images")[0] == 400


def test_a_body_in_chunks_is_refused_and_nothing_is_done(serving: Serving) -> None:
    for method, path in (("POST", "/api/enqueue"), ("POST", "/api/failures/retry"), ("DELETE", "/api/labels")):
        status, body = raw(serving, path, method, {"Transfer-Encoding": "chunked", "Content-Type": "application/json"})
        assert status == 411
        assert "Content-Length" in json.loads(body)["detail"]
