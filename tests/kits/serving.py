"""``python -m local run``, which is what ``make run`` runs, as it goes on serving."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from azure.storage.blob import ContainerClient

from cocoon.services.blob_service import DEVELOPMENT_STORAGE
from tests.kits.environments import PORT_SETTINGS, embedded_environment
from tests.kits.repository import ROOT

ORIGIN = "https://page.example"  # of a page that may ask the API: CORS_ORIGINS
COMMAND = [sys.executable, "-m", "local", "run"]


def assert_stopped(environment: dict[str, str]) -> None:
    for name in PORT_SETTINGS:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", int(environment[name]))), f"{name} is still open"


def hear_interrupts() -> None:
    """Undo what a shell does to a job in the background, of which the tests may be a part."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Serving:
    """A stack that goes on serving."""

    def __init__(self, state: Path, *arguments: str, **settings: str) -> None:
        self.environment = embedded_environment(state) | settings
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=hear_interrupts,  # noqa: PLW1509 - it takes no lock that a thread could hold
        )
        assert self.process.stdout
        self.output = ""
        for line in self.process.stdout:
            self.output += line
            if line.startswith("Serving on"):
                return
        raise AssertionError(self.output)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.environment['PORT']}"

    def call(self, path: str, body: object = None) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        try:
            with urlopen(Request(self.base + path, data), timeout=30) as response:
                return response.status, json.load(response)
        except HTTPError as error:
            content_type, problem = error.headers["Content-Type"], json.load(error)
        assert content_type == "application/problem+json"
        return problem["status"], problem

    def upload(self, path: str, content: bytes) -> None:
        storage = DEVELOPMENT_STORAGE.replace(":10000/", f":{self.environment['BLOB_PORT']}/")
        with ContainerClient.from_connection_string(storage, "images") as container:
            container.upload_blob(path, content, overwrite=True)

    def wait_for_image(self, path: str) -> Any:  # noqa: ANN401
        deadline = time.monotonic() + 30
        while True:
            status, document = self.call(f"/api/images/{quote(path)}")
            if status == 200:
                return document
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            assert self.process.wait(60) == 0
        finally:
            self.process.terminate()  # a test that fails must not leave servers behind
        assert_stopped(self.environment)
