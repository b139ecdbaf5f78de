"""The local Functions host, run as a process on an app of its own."""

import asyncio
import time
from pathlib import Path

import aiohttp
from azure.servicebus import ServiceBusMessage, ServiceBusSubQueue
from azure.servicebus.aio import ServiceBusClient

from cocoon.services.clients import Clients
from tests.kits.running_host import RunningHost, refused_start


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
        assert list(statuses.values()) == [500, 404, 404, 200]
    assert "RuntimeError: on purpose" in host.log()


async def test_the_admin_routes(host: RunningHost) -> None:
    async with aiohttp.ClientSession(host.url) as session:
        async with session.get("/admin/host/status") as response:
            assert (await response.json())["state"] == "Running"
        async with session.get("/admin/functions") as response:
            names = [function["name"] for function in await response.json()]
            assert names == ["binary", "echo", "fail", "tick", "work"]
        statuses = []
        for name, body in (("tick", {}), ("work", {"input": "from admin"}), ("echo", {}), ("nothing", {})):
            async with session.post(f"/admin/functions/{name}", json=body) as response:
                statuses.append(response.status)
        assert statuses == [202, 202, 202, 404]
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
    app = "import azure.functions as func\napp = other = func.FunctionApp()\n"
    said = refused_start(tmp_path, environment, app)
    assert said.startswith("error: function_app.py must hold exactly one FunctionApp")


async def assert_empty(client: ServiceBusClient, queue: str) -> None:
    """Nothing is left, locked or not: a settled message cannot be peeked."""
    deadline = time.monotonic() + 10
    async with client.get_queue_receiver(queue) as receiver:
        while left := await receiver.peek_messages(10):
            assert time.monotonic() < deadline, left
            await asyncio.sleep(0.1)
