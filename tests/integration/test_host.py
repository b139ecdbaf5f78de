"""The local Functions host, run as a process on an app of its own."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from azure.servicebus import ServiceBusMessage, ServiceBusSubQueue
from azure.servicebus.aio import ServiceBusClient

from cocoon.clients import Clients
from cocoon.settings import Settings
from tests.embedded import free_ports

ROOT = Path(__file__).parents[2]
APP = textwrap.dedent(
    """
    import asyncio
    import json
    import logging
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
    def tick(timer: func.TimerRequest) -> None:
        note(kind="tick", past_due=timer.past_due, status=timer.schedule_status)

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
    def __init__(self, folder: Path, environment: dict[str, str], *, schedule: str = "0 0 0 1 1 *") -> None:
        self.folder, (self.port,) = folder, free_ports(1)
        (folder / "function_app.py").write_text(APP)
        (folder / "local.settings.json").write_text(json.dumps({"Values": {"SCHEDULE": schedule}}))
        service_bus = {"maxConcurrentCalls": 4, "maxAutoLockRenewalDuration": "00:01:00"}
        extensions = {"http": {"routePrefix": "v1"}, "serviceBus": service_bus}
        (folder / "host.json").write_text(json.dumps({"version": "2.0", "extensions": extensions}))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "local.host", "--port", str(self.port)],
            cwd=folder,
            env=environment | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=(folder / "stderr.log").open("wb"),
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

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    assert settings.service_bus.connection_string
    return {**os.environ, "SERVICE_BUS": settings.service_bus.connection_string, "QUEUE_NAME": settings.queue_name}


@pytest.fixture
async def host(tmp_path: Path, environment: dict[str, str], clients: Clients) -> AsyncIterator[RunningHost]:  # noqa: ARG001
    running = RunningHost(tmp_path, environment)
    yield running
    assert running.stop() == 0


async def test_http_triggers(host: RunningHost) -> None:
    async with aiohttp.ClientSession(host.url) as session:
        url = "/v1/echo/a%20b/c.jpg?x=1&y=2&x=3"
        async with session.post(url, data="tëxt".encode(), headers={"X-Test": "yes"}) as response:
            assert (response.status, response.headers["X-Answer"]) == (201, "yes")
            assert response.content_type == "application/json"
            answer = await response.json()
        assert answer.pop("url") == f"{host.url}{url}"
        assert answer == {
            "method": "POST",
            "path": "a b/c.jpg",
            "params": {"x": "1,3", "y": "2"},
            "header": "yes",
            "body": "tëxt",
        }
        async with session.get("/v1/binary") as response:
            assert (response.content_type, await response.read()) == ("image/png", bytes(range(256)))
        statuses = {}
        for method, path in (("GET", "/v1/fail"), ("PUT", "/v1/echo/x"), ("GET", "/api/binary"), ("GET", "/")):
            async with session.request(method, path) as response:
                statuses[method, path] = response.status
        assert list(statuses.values()) == [500, 404, 404, 404]
    assert "RuntimeError: on purpose" in (host.folder / "stderr.log").read_text()


async def test_the_admin_routes(host: RunningHost) -> None:
    async with aiohttp.ClientSession(host.url) as session:
        async with session.get("/admin/host/status") as response:
            assert (await response.json())["state"] == "Running"
        async with session.get("/admin/functions") as response:
            names = [function["name"] for function in await response.json()]
            assert names == ["echo", "binary", "fail", "tick", "work"]
        statuses = []
        for name, body in (("tick", {}), ("work", {"input": "from admin"}), ("echo", {}), ("nothing", {})):
            async with session.post(f"/admin/functions/{name}", json=body) as response:
                statuses.append(response.status)
        assert statuses == [202, 202, 404, 404]
    await host.wait_for(lambda: bool(host.notes("tick") and host.notes("work")))
    assert host.notes("tick")[0]["past_due"] is False
    assert host.notes("work")[0]["body"] == "from admin"


async def test_a_timer_fires_by_its_schedule(tmp_path: Path, environment: dict[str, str], clients: Clients) -> None:  # noqa: ARG001
    host = RunningHost(tmp_path, environment, schedule="* * * * * *")
    await host.wait_for(lambda: len(host.notes("tick")) >= 2)
    assert host.stop() == 0


async def test_messages_run_side_by_side_and_complete(host: RunningHost, environment: dict[str, str]) -> None:
    async with ServiceBusClient.from_connection_string(environment["SERVICE_BUS"]) as client:
        async with client.get_queue_sender(environment["QUEUE_NAME"]) as sender:
            messages = [
                ServiceBusMessage(f"sleep 0.2 {number}", message_id=str(number), application_properties={"n": number})
                for number in range(20)
            ]
            await sender.send_messages(messages)
        await host.wait_for(lambda: len(host.notes("work")) >= 20)
        notes = host.notes("work")
        assert {note["id"] for note in notes} == {str(number) for number in range(20)}
        assert max(note["peak"] for note in notes) == 4  # maxConcurrentCalls
        assert {note["count"] for note in notes} == {1}
        assert notes[0]["properties"] == {"n": 0}
        assert notes[0]["function"] == "work"
        await assert_empty(client, environment["QUEUE_NAME"])
    assert len(host.notes("work")) == 20


async def test_a_failing_message_is_abandoned_and_dead_lettered(host: RunningHost, environment: dict[str, str]) -> None:
    async with ServiceBusClient.from_connection_string(environment["SERVICE_BUS"]) as client:
        queue = environment["QUEUE_NAME"]
        async with client.get_queue_sender(queue) as sender:
            await sender.send_messages(ServiceBusMessage("fail", message_id="1"))
        await host.wait_for(lambda: len(host.notes("work")) >= 10)
        assert [note["count"] for note in host.notes("work")] == list(range(1, 11))
        async with client.get_queue_receiver(queue, sub_queue=ServiceBusSubQueue.DEAD_LETTER) as receiver:
            (message,) = await receiver.receive_messages(max_wait_time=10)
            assert message.dead_letter_reason == "MaxDeliveryCountExceeded"


async def test_what_is_in_flight_is_finished_when_the_host_stops(
    tmp_path: Path,
    environment: dict[str, str],
    clients: Clients,  # noqa: ARG001
) -> None:
    host = RunningHost(tmp_path, environment)
    async with ServiceBusClient.from_connection_string(environment["SERVICE_BUS"]) as client:
        async with client.get_queue_sender(environment["QUEUE_NAME"]) as sender:
            await sender.send_messages(ServiceBusMessage("sleep 2", message_id="1"))
        await host.wait_for(lambda: bool(host.notes("start")))
        assert host.stop() == 0
        assert [note["body"] for note in host.notes("work")] == ["sleep 2"]
        await assert_empty(client, environment["QUEUE_NAME"])


def test_an_app_that_would_be_refused_does_not_start(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "function_app.py").write_text("import azure.functions as func\napp = other = func.FunctionApp()\n")
    (tmp_path / "local.settings.json").write_text("{}")
    (tmp_path / "host.json").write_text('{"version": "2.0"}')
    ended = subprocess.run(
        [sys.executable, "-m", "local.host", "--port", str(free_ports(1)[0])],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("error: function_app.py must hold exactly one FunctionApp")


async def assert_empty(client: ServiceBusClient, queue: str) -> None:
    """Nothing is left, locked or not: a settled message cannot be peeked."""
    deadline = time.monotonic() + 10
    async with client.get_queue_receiver(queue) as receiver:
        while left := await receiver.peek_messages(10):
            assert time.monotonic() < deadline, left
            await asyncio.sleep(0.1)
