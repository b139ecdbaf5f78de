"""The smoke test of a deployment, against a stack that is well and against nothing."""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from deploy import smoke
from tests.kits.repository import ROOT
from tests.kits.serving import Serving

pytestmark = pytest.mark.e2e


def test_a_stack_that_is_well(serving: Serving) -> None:
    command = [sys.executable, "-m", "deploy.smoke", serving.base]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "is well" in ended.stdout


def test_nobody_answers() -> None:
    (problem,) = smoke.look("http://127.0.0.1:9", patience=0.1)
    assert problem.startswith("/api/health answers 0: ")


def test_the_address_is_to_be_one_of_https() -> None:
    command = [sys.executable, "-m", "deploy.smoke", "app.azurewebsites.net"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 1
    assert "must begin with https://" in ended.stderr


class _Answers(BaseHTTPRequestHandler):
    """An app behind a sign-in: but for health everything leads to a page elsewhere."""

    def do_GET(self) -> None:
        if self.path.startswith("/elsewhere") or self.path == "/api/health":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>")
        else:
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_page_elsewhere_is_not_taken_for_ours() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        assert smoke.look(base, signs_in=True) == []
        assert [problem.split(" ")[0] for problem in smoke.look(base)] == ["/", "/api/openapi.json", "/api/search"]
        server.shutdown()
        thread.join()
