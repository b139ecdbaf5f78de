"""Stops and kills: what survives them; and the command line."""

import asyncio
import random
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from azure.servicebus import ServiceBusMessage, ServiceBusMessageState, ServiceBusReceiveMode
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver, ServiceBusSender
from azure.servicebus.exceptions import ServiceBusError

from .kit import COMMAND, DEADLINE, ROOT, Box, StandIn, bodies, opened, receive

QUEUE = """{"UserConfig": {"Namespaces": [{"Name": "ns", "Queues": [{"Name": "q", "Properties": {
    "LockDuration": "PT2S", "MaxDeliveryCount": 3, "RequiresDuplicateDetection": true}}]}]}}"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "Config.json"
    path.write_text(QUEUE)
    return path


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE, check=False
    )


async def keep_sending(sender: ServiceBusSender, acknowledged: set[str]) -> None:
    for number in range(100_000):
        batch = [f"{number}.{index}" for index in range(random.randint(1, 20))]
        try:
            await sender.send_messages([ServiceBusMessage(body, message_id=body) for body in batch])
        except (ServiceBusError, OSError):
            return
        acknowledged.update(batch)


async def keep_completing(receiver: ServiceBusReceiver, acknowledged: set[str], attempted: set[str]) -> None:
    while True:
        try:
            for message in await receiver.receive_messages(20, max_wait_time=1):
                attempted.add(str(message))
                await receiver.complete_message(message)
                acknowledged.add(str(message))
        except (ServiceBusError, OSError):
            return


async def test_sigkill_loses_nothing_that_was_acknowledged(tmp_path: Path, config: Path) -> None:
    sent: set[str] = set()
    completed: set[str] = set()
    attempted: set[str] = set()
    with StandIn(tmp_path / "db", config) as first:
        client = ServiceBusClient.from_connection_string(first.connection_string, retry_total=0)
        sender, receiver = client.get_queue_sender("q"), client.get_queue_receiver("q")
        async with opened(sender, receiver):
            working = asyncio.gather(keep_sending(sender, sent), keep_completing(receiver, completed, attempted))
            while len(sent) <= 50 or len(completed) <= 50:  # noqa: ASYNC110 - other tasks fill both
                await asyncio.sleep(0.01)
            await asyncio.sleep(random.random() / 2)  # a random moment
            first.stop(signal.SIGKILL)
            await asyncio.wait_for(working, DEADLINE)
        await client.close()
    with StandIn(tmp_path / "db", config) as second:
        async with ServiceBusClient.from_connection_string(second.connection_string) as client:
            mode = ServiceBusReceiveMode.RECEIVE_AND_DELETE
            receiver, sender = client.get_queue_receiver("q", receive_mode=mode), client.get_queue_sender("q")
            async with opened(receiver, sender):
                left: list[str] = []
                while messages := await receiver.receive_messages(1000, max_wait_time=0.3):
                    left += bodies(messages)
                assert len(left) == len(set(left))
                assert sent - attempted <= set(left)
                assert not completed & set(left)
                twin = next(iter(sent))
                await sender.send_messages(ServiceBusMessage("twin", message_id=twin))
                assert await receiver.receive_messages(1, max_wait_time=0.2) == []


async def test_every_state_survives(tmp_path: Path, config: Path) -> None:
    soon, late = (datetime.now(UTC) + timedelta(seconds=seconds) for seconds in (2, 3600))
    with StandIn(tmp_path / "db", config) as first:
        name = first.create_queue(MaxDeliveryCount=2, LockDuration="PT5S")
        client = ServiceBusClient.from_connection_string(first.connection_string)
        box = Box(first, name, client, client.get_queue_sender(name), client.get_queue_receiver(name))
        async with opened(box.sender, box.receiver):
            await box.send("back", "deferred", "dead", "locked")
            await box.sender.schedule_messages(ServiceBusMessage("soon"), soon)
            await box.sender.schedule_messages(ServiceBusMessage("late"), late)
            back, deferred, dead, _ = await box.receive(4)
            await box.receiver.abandon_message(back)
            await box.receiver.defer_message(deferred)
            await box.receiver.dead_letter_message(dead, reason="r", error_description="d")
            first.stop(signal.SIGKILL)
        await client.close()
    with StandIn(tmp_path / "db", config) as second:
        async with ServiceBusClient.from_connection_string(second.connection_string) as client:
            box = Box(second, name, client, client.get_queue_sender(name), client.get_queue_receiver(name))
            async with opened(box.sender, box.receiver):
                states = {str(each): each.state for each in await box.receiver.peek_messages(9)}
                del states["soon"]
                assert states == {
                    "back": ServiceBusMessageState.ACTIVE,
                    "deferred": ServiceBusMessageState.DEFERRED,
                    "locked": ServiceBusMessageState.ACTIVE,
                    "late": ServiceBusMessageState.SCHEDULED,
                }
                messages = await box.receive(2)
                assert [(str(each), each.delivery_count) for each in messages] == [("back", 1), ("locked", 0)]
                await box.receiver.abandon_message(messages[0])  # for the second time, which is the maximum
                await box.receiver.complete_message(messages[1])
                (found,) = await box.receiver.receive_deferred_messages(deferred.sequence_number or 0)
                assert str(found) == "deferred"
                assert bodies(await box.receive()) == ["soon"]
                assert datetime.now(UTC) >= soon
            async with opened(await box.dead_letters()):
                reasons = {str(each): each.dead_letter_reason for each in await box.receive_dead(2)}
                assert reasons == {"dead": "r", "back": "MaxDeliveryCountExceeded"}


async def test_a_client_continues_after_a_restart(tmp_path: Path, config: Path) -> None:
    with StandIn(tmp_path / "db", config) as first:
        client = ServiceBusClient.from_connection_string(first.connection_string)
        sender, receiver = client.get_queue_sender("q"), client.get_queue_receiver("q")
        async with client, opened(sender, receiver):
            waiting = asyncio.create_task(receive(receiver))
            await asyncio.sleep(0.05)  # until it waits
            start = time.monotonic()
            assert first.stop() == 0
            assert time.monotonic() - start < 3
            with StandIn(tmp_path / "db", config, first.port):
                await sender.send_messages(ServiceBusMessage("after"))
                assert bodies(await waiting) == ["after"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(how: signal.Signals) -> None:
    with StandIn() as running, socket.create_connection(("127.0.0.1", running.port)) as silent:
        with socket.create_connection(("127.0.0.1", running.port)) as http:
            http.sendall(b"GET /$Resources/queues HTTP/1.1\r\nHost: x\r\n\r\n")
            assert http.recv(15) == b"HTTP/1.1 200 OK"
            start = time.monotonic()
            assert running.stop(how) == 0
            assert time.monotonic() - start < 3
            assert silent.recv(1) == b""
        assert running.complaints() == ""


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_port_that_is_taken(taken: int) -> None:
    result = run("--port", str(taken))
    assert result.returncode == 1
    assert result.stderr == f"error: cannot listen on 127.0.0.1:{taken}: Address already in use\n"


def test_a_database_that_is_in_use(tmp_path: Path) -> None:
    with StandIn(tmp_path / "db"):
        result = run("--port", "0", "--db", tmp_path / "db")
    assert (result.returncode, result.stderr.splitlines()) == (
        1,
        [f"error: cannot use the database {tmp_path / 'db'}: database is locked"],
    )


def test_an_invalid_config(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(QUEUE.replace("PT2S", "two seconds"))
    for name, complaint in (("bad.json", "LockDuration: 'two seconds'"), ("none.json", "No such file")):
        result = run("--port", "0", "--config", tmp_path / name)
        assert result.returncode == 2
        assert result.stderr.startswith(f"error: {tmp_path / name}: ")
        assert complaint in result.stderr
        assert "Traceback" not in result.stderr


def test_an_invalid_port() -> None:
    result = run("--port", "70000")
    assert (result.returncode, "'70000' is not a port number" in result.stderr) == (2, True)


async def test_a_stop_counts_deliveries_in_progress(tmp_path: Path, config: Path) -> None:
    """As after an expired lock: a message that stops its host each time is dead-lettered in the end."""
    for count in range(3):
        with StandIn(tmp_path / "db", config) as running:
            async with ServiceBusClient.from_connection_string(running.connection_string) as client:
                if count == 0:
                    async with client.get_queue_sender("q") as sender:
                        await sender.send_messages(ServiceBusMessage("a"))
                async with client.get_queue_receiver("q") as receiver:
                    (message,) = await receiver.receive_messages(1, max_wait_time=5)
                    assert message.delivery_count == count
                    assert running.stop() == 0
    with StandIn(tmp_path / "db", config) as running:
        assert running.counts("q")["DeadLetter"] == 1
        assert running.stop() == 0
