"""The launcher waits for the host's functions, and says what is missing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from local import api_client
from local.api_client import ApiClient
from local.errors import StackError


class Host(BaseHTTPRequestHandler):
    """Answers as a host that needs two looks to start."""

    states: ClassVar[list[str]] = []
    functions: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        states = type(self).states
        state = states.pop(0) if len(states) > 1 else states[0]
        answer: object = {"state": state}
        if self.path == "/admin/functions":
            answer = [{"name": name} for name in type(self).functions]
        body = json.dumps(answer).encode()
        self.send_response(503 if state == "starting" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def client() -> Iterator[ApiClient]:
    server = HTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield ApiClient(f"http://127.0.0.1:{server.server_port}/api")
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_waits_until_the_functions_are_there(client: ApiClient) -> None:
    Host.states, Host.functions = ["starting", "Default", "Running"], ["classify_image", "enqueue_on_request", "page"]
    looks: list[None] = []
    client.wait_until_running(lambda: looks.append(None))
    assert len(looks) == 2


@pytest.mark.parametrize(
    ("states", "functions", "words"),
    [(["Error"], [], r"not running \(Error\)"), (["Running"], ["page"], "lacks the function classify_image")],
)
def test_it_says_what_is_wrong(client: ApiClient, states: list[str], functions: list[str], words: str) -> None:
    Host.states, Host.functions = states, functions
    with pytest.raises(StackError, match=words):
        client.wait_until_running(lambda: None)


def test_it_does_not_wait_for_ever(client: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_client, "START_TIMEOUT", 0.3)
    Host.states = ["starting"]
    with pytest.raises(StackError, match="no answer"):
        client.wait_until_running(lambda: None)
