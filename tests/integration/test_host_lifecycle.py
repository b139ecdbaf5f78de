"""How the local host starts, keeps time and stops, as the real one does."""

import asyncio
import json
import signal
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from azure.servicebus import ServiceBusMessage
from azure.servicebus.aio import ServiceBusClient

from cocoon.services.clients import Clients
from tests.kits.running_host import APP, RunningHost, refused_start

BAD = '\n@app.route("admin/x")\ndef bad(req: func.HttpRequest) -> str:\n    return "never"\n'


async def test_a_bad_function_is_left_out_and_said_so(
    tmp_path: Path,
    environment: dict[str, str],
    clients: Clients,  # noqa: ARG001
) -> None:
    host = RunningHost(tmp_path, environment, app=APP + BAD)
    assert "Function 'bad': the route 'admin/x' is the host's own" in host.log()
    assert "the function is left out" in host.log()
    assert host.stop() == 0


def test_a_strict_host_does_not_start_with_a_bad_function(tmp_path: Path, environment: dict[str, str]) -> None:
    assert refused_start(tmp_path, environment, APP + BAD, "--strict").startswith("error: Function 'bad': ")


async def test_a_message_arrives_as_text(host: RunningHost, environment: dict[str, str]) -> None:
    client = ServiceBusClient.from_connection_string(environment["SERVICE_BUS"])
    async with client, client.get_queue_sender(environment["QUEUE_NAME"]) as sender:
        await sender.send_messages(ServiceBusMessage(b"a\xffb"))
    await host.wait_for(lambda: bool(host.notes("work")))
    assert host.notes("work")[0]["body"] == "a\ufffdb"


async def test_what_was_missed_is_made_up_for_once(
    tmp_path: Path,
    environment: dict[str, str],
    clients: Clients,  # noqa: ARG001
) -> None:
    schedule = "0 0 3 * * *"
    last = datetime.now(UTC) - timedelta(days=3)
    status = {"last": last.isoformat(), "next": (last + timedelta(days=1)).isoformat(), "updated": last.isoformat()}
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/timers.json").write_text(json.dumps({"tick": status}))
    host = RunningHost(tmp_path, environment, schedule=schedule)
    await host.wait_for(lambda: bool(host.notes("tick")))
    assert host.stop() == 0
    host = RunningHost(tmp_path, environment, schedule=schedule)
    await asyncio.sleep(1)  # it fires as soon as it runs, if it does
    assert host.stop() == 0
    (note,) = host.notes("tick")
    assert note["past_due"] is True
    assert note["status"]["Last"] == last.isoformat()


async def test_a_run_that_outlasts_its_tick_is_followed_by_another(
    tmp_path: Path,
    environment: dict[str, str],
    clients: Clients,  # noqa: ARG001
) -> None:
    host = RunningHost(tmp_path, environment | {"TICK_SECONDS": "1.3"}, schedule="* * * * * *")
    await host.wait_for(lambda: len(host.notes("tick")) >= 3)
    times = [note["at"] for note in host.notes("tick")]
    assert all(1.25 < later - earlier < 1.9 for earlier, later in pairwise(times))
    assert host.stop() == 0


async def test_what_takes_longer_than_ten_seconds_is_cut_off(
    tmp_path: Path,
    environment: dict[str, str],
    clients: Clients,  # noqa: ARG001
) -> None:
    host = RunningHost(tmp_path, environment)
    async with ServiceBusClient.from_connection_string(environment["SERVICE_BUS"]) as client:
        async with client.get_queue_sender(environment["QUEUE_NAME"]) as sender:
            await sender.send_messages(ServiceBusMessage("sleep 60"))
        await host.wait_for(lambda: bool(host.notes("start")))
        began = time.monotonic()
        host.process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(host.process.wait, 30) == 0
        assert 9 < time.monotonic() - began < 14
        async with client.get_queue_receiver(environment["QUEUE_NAME"]) as receiver:
            (left,) = await receiver.peek_messages(2)
            assert left.delivery_count == 0  # neither completed nor abandoned: it is locked until its time is up
    assert "cut off" in host.log()
