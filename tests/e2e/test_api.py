"""The API as clients use it: its description, fuzzed; HTTP's own rules; every example of the documentation."""

import gzip
import json
import re
import shlex
import subprocess
import time
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.kits.repository import ROOT
from tests.kits.serving import ORIGIN, Serving
from tests.kits.validators import needed, run

ROUTES = ["search?label=espresso", "labels", "images/food/coffee.png", "failures", "graph", "stats", "openapi.json"]
PICTURES = ["thumbnails/food/coffee.png", "originals/food/coffee.png"]
DOCUMENTS = ("README.md", "docs/tutorial/first-steps.md", "docs/reference/api.md")

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


class Answer(NamedTuple):
    status: int
    headers: Any
    body: bytes


def ask(serving: Serving, path: str, method: str = "GET", body: object = None, **headers: str) -> Answer:
    data = None if body is None else json.dumps(body).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(f"{serving.base}/api/{path}", data, names, method=method)
    try:
        with urlopen(request, timeout=30) as response:
            return Answer(response.status, response.headers, response.read())
    except HTTPError as error:
        return Answer(error.code, error.headers, error.read())


@needed
def test_the_description_holds_for_generated_requests(serving: Serving, tmp_path: Path) -> None:
    # The local host asks for no key, the only header that is required, and answers 404 to unknown methods, as Core
    # Tools' does; that sort=score needs a label cannot be said in a schema.
    exclude = "ignored_auth,missing_required_header,unsupported_method,positive_data_acceptance"
    options = ["--max-examples", "8", "--seed", "1", "--exclude-checks", exclude, "--header", "x-functions-key: any"]
    url = f"{serving.base}/api/openapi.json"
    run("schemathesis", "run", url, "--exclude-operation-id", "clearLabels", *options, cwd=tmp_path)


@pytest.mark.parametrize("path", [*ROUTES, *PICTURES, "health"])
def test_head_and_options(serving: Serving, path: str) -> None:
    got, head = ask(serving, path), ask(serving, path, "HEAD")
    assert (got.status, head.status, head.body) == (200, 200, b"")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    options = ask(serving, path, "OPTIONS")
    assert (options.status, options.body) == (204, b"")
    assert options.headers["Allow"].startswith("GET, HEAD, OPTIONS")


@pytest.mark.parametrize("path", [*ROUTES, *PICTURES])
def test_what_a_client_has_is_not_sent_again(serving: Serving, path: str) -> None:
    for _ in range(3):  # the statistics may change between two requests: workers write their minutes, listings end
        etag = ask(serving, path).headers["ETag"]
        again = ask(serving, path, If_None_Match=etag)
        if again.status == 304:
            break
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
    assert ask(serving, path, If_None_Match='"other"').status == 200


def test_large_answers_are_compressed_for_those_who_can_read_it(serving: Serving) -> None:
    plain, small = ask(serving, "search"), ask(serving, "search", Accept_Encoding="gzip")
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.body) == plain.body
    assert len(small.body) < len(plain.body) / 3
    assert plain.headers["Vary"] == small.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in ask(serving, PICTURES[0], Accept_Encoding="gzip").headers


def test_only_the_pages_of_the_setting_may_read(serving: Serving) -> None:
    assert ask(serving, "labels", Origin=ORIGIN).headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Origin" not in ask(serving, "labels", Origin="https://other.example").headers
    preflight = ask(serving, "labels", "OPTIONS", Origin=ORIGIN, Access_Control_Request_Method="GET")
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_links_lead_to_pictures_that_may_be_kept(serving: Serving) -> None:
    (item,) = json.loads(ask(serving, "search?label=espresso&limit=1").body)["items"]
    for name, content_type in (("thumbnail", "image/jpeg"), ("image", "image/png")):
        picture = ask(serving, item["links"][name].removeprefix("/api/"))
        assert (picture.status, picture.headers["Content-Type"]) == (200, content_type)
        assert "immutable" in picture.headers["Cache-Control"]
        assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert picture.body == (ROOT / "samples/images" / item["path"]).read_bytes()


def examples() -> list[str]:
    text = "\n".join((ROOT / name).read_text() for name in DOCUMENTS)
    return sorted(set(re.findall(r"^curl .*$", text, re.MULTILINE)))


@pytest.mark.parametrize("line", examples())
def test_every_example_works(serving: Serving, tmp_path: Path, line: str) -> None:
    command = shlex.split(line.replace("http://127.0.0.1:7071", serving.base))
    ended = subprocess.run([*command, "-sS", "--fail"], cwd=tmp_path, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    files = list(tmp_path.iterdir())
    if files:
        assert files[0].stat().st_size > 1000
        return
    answer = json.loads(ended.stdout)
    if "/api/search" in line:
        assert answer["items"] or answer["suggestions"]


def test_clearing_needs_the_databases_name_and_everything_is_labelled_again(serving: Serving) -> None:
    before = json.loads(ask(serving, "stats").body)["images"]
    refused = ask(serving, "labels", "DELETE", {"confirm": "yes"})
    assert refused.status == 400
    assert json.loads(refused.body)["detail"].endswith('send {"confirm": "cocoon"}.')
    cleared = ask(serving, "labels", "DELETE", {"confirm": "cocoon"})
    assert json.loads(cleared.body) == {"deleted": before, "done": True}
    assert json.loads(ask(serving, "labels").body)["items"] == []
    assert ask(serving, "enqueue", "POST", {}).status == 200
    deadline = time.monotonic() + 60
    while json.loads(ask(serving, "stats").body)["images"] < before:
        assert time.monotonic() < deadline
        time.sleep(0.2)
