"""The local Functions host, run as a process on a small app of its own."""

import asyncio
import json
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.kits.access_watch import WATCH
from tests.kits.environments import free_ports
from tests.kits.repository import ROOT

APP = textwrap.dedent(
    """
    import asyncio
    import json
    import os
    import time
    import azure.functions as func

    app = func.FunctionApp()
    running = peak = 0

    def note(**values):
        with open("notes.jsonl", "a") as file:
            file.write(json.dumps(values, default=str) + "\\n")

    @app.route("echo/{*path}", methods=["GET", "POST"])
    def echo(req: func.HttpRequest) -> func.HttpResponse:
        answer = {"method": req.method, "path": req.route_params["path"], "params": dict(req.params), "url": req.url,
                  "header": req.headers.get("X-Test"), "body": req.get_body().decode()}
        return func.HttpResponse(json.dumps(answer), status_code=201, headers={"X-Answer": "yes"},
                                 mimetype="application/json")

    @app.route("binary")
    async def binary(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse(bytes(range(256)), mimetype="image/png")

    @app.route("fail")
    def fail(req: func.HttpRequest) -> str:
        raise RuntimeError("on purpose")

    @app.timer_trigger(arg_name="timer", schedule="%SCHEDULE%")
    async def tick(timer: func.TimerRequest) -> None:
        note(kind="tick", past_due=timer.past_due, status=timer.schedule_status, at=time.time())
        await asyncio.sleep(float(os.environ.get("TICK_SECONDS", "0")))

    @app.service_bus_queue_trigger(arg_name="message", queue_name="%QUEUE_NAME%", connection="SERVICE_BUS")
    async def work(message: func.ServiceBusMessage, context: func.Context) -> None:
        global running, peak
        running += 1
        peak = max(peak, running)
        body = message.get_body().decode()
        try:
            if body.startswith("sleep"):
                note(kind="start")
                await asyncio.sleep(float(body.split()[1]))
            if body == "fail":
                raise RuntimeError("on purpose")
        finally:
            running -= 1
            note(kind="work", body=body, id=message.message_id, count=message.delivery_count, peak=peak,
                 enqueued=message.enqueued_time_utc, properties=message.application_properties,
                 function=context.function_name)
    """
)


class RunningHost:
    def __init__(
        self, folder: Path, environment: dict[str, str], *, schedule: str = "0 0 0 1 1 *", app: str = APP
    ) -> None:
        self.folder, (self.port,) = folder, free_ports(1)
        (folder / "function_app.py").write_text(app)
        (folder / "local.settings.json").write_text(json.dumps({"Values": {"SCHEDULE": schedule}}))
        service_bus = {"maxConcurrentCalls": 4, "maxAutoLockRenewalDuration": "00:01:00"}
        extensions = {"http": {"routePrefix": "v1"}, "serviceBus": service_bus}
        (folder / "host.json").write_text(json.dumps({"version": "2.0", "extensions": extensions}))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "local.host", "--port", str(self.port)],
            cwd=folder,
            env=environment | WATCH.environment(str(ROOT)),
            stdout=subprocess.PIPE,
            stderr=(folder / "stderr.log").open("ab"),
            text=True,
        )
        assert self.process.stdout
        assert "Functions host ready" in self.process.stdout.readline(), (folder / "stderr.log").read_text()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def notes(self, kind: str) -> list[dict[str, Any]]:
        path = self.folder / "notes.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [note for note in map(json.loads, lines) if note["kind"] == kind]

    async def wait_for(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, (self.folder / "stderr.log").read_text()
            await asyncio.sleep(0.05)

    def log(self) -> str:
        return (self.folder / "stderr.log").read_text()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)


def refused_start(folder: Path, environment: dict[str, str], app: str, *options: str) -> str:
    """Start a host that does not start; return what it says."""
    (folder / "function_app.py").write_text(app)
    (folder / "local.settings.json").write_text('{"Values": {"SCHEDULE": "0 0 0 1 1 *"}}')
    (folder / "host.json").write_text('{"version": "2.0"}')
    ended = subprocess.run(
        [sys.executable, "-m", "local.host", *options, "--port", str(free_ports(1)[0])],
        cwd=folder,
        env=environment | WATCH.environment(str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert ended.returncode == 2
    return ended.stderr
