"""The worker's preStop hook, against a server that answers as the host's admin API does."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.kits.repository import ROOT


class AdminApi(ThreadingHTTPServer):
    """Draining as azure-functions-host 4.1037 does it: ../shared/platform-vectors/README.md."""

    def __init__(self, folder: Path) -> None:
        self.secrets, self.calls, self.ends, self.fails_at = folder / "secrets", list[str](), 0.0, 0
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: AdminApi

    def do_GET(self) -> None:
        self._answer(200)

    def do_POST(self) -> None:
        self.server.ends = time.monotonic() + 2.5  # an invocation that is in hand
        self._answer(202)

    def _answer(self, status: int) -> None:
        key, server = self.headers["x-functions-key"], self.server
        if not server.secrets.exists():  # written when a key is first tried
            server.secrets.mkdir()
            keys = {"masterKey": {"name": "master", "value": "m", "encrypted": False}}
            (server.secrets / "host.json").write_text(json.dumps(keys), encoding="utf-8-sig")
        if key != "m":
            self.send_response(401)
            self.end_headers()
            return
        server.calls.append(f"{self.command} {self.path}")
        if len(server.calls) == server.fails_at:
            self.send_response(503)
            self.end_headers()
            return
        state = "InProgress" if time.monotonic() < server.ends else "Completed"
        body = json.dumps({"state": state, "outstandingInvocations": 0}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def api(tmp_path: Path) -> Iterator[AdminApi]:
    with AdminApi(tmp_path) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def drain(api: AdminApi, url: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        "HOST_URL": url or f"http://127.0.0.1:{api.server_address[1]}",
        "FUNCTIONS_SECRETS_PATH": str(api.secrets),
    }
    command = [sys.executable, str(ROOT / "deploy/drain.py")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=30)


@pytest.mark.slow
def test_it_waits_until_nothing_is_in_hand(api: AdminApi) -> None:
    ended = drain(api)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert time.monotonic() > api.ends
    assert api.calls[0] == "POST /admin/host/drain"
    assert api.calls[1:] == ["GET /admin/host/drain/status"] * len(api.calls[1:])
    assert len(api.calls) >= 3


@pytest.mark.slow
def test_a_question_without_an_answer_ends_nothing(api: AdminApi) -> None:
    api.fails_at = 2  # the first question for the status
    ended = drain(api)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert time.monotonic() > api.ends > 0


def test_a_host_that_never_started_keeps_nobody_waiting(api: AdminApi) -> None:
    ended = drain(api, "http://127.0.0.1:9")
    assert ended.returncode == 1
    assert "has not started" in ended.stderr


def test_a_host_that_is_gone_keeps_nobody_waiting(api: AdminApi) -> None:
    api.secrets.mkdir()
    (api.secrets / "host.json").write_text(json.dumps({"masterKey": {"value": "m"}}), encoding="utf-8-sig")
    ended = drain(api, "http://127.0.0.1:9")
    assert ended.returncode == 1
    assert "does not drain" in ended.stderr
