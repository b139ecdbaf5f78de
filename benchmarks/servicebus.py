"""Measure messages per second through the Service Bus stand-in with the Python SDK, also relative to another checkout.

``make bench NAME=servicebus`` measures this checkout; ``BASELINE=folder`` names another one, and the two take turns
(``git worktree add ../before COMMIT`` makes one). The last line is JSON.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.request import Request, urlopen

from azure.servicebus import ServiceBusMessage
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver, ServiceBusSender

HERE = Path(__file__).parents[1]
RUNS, MESSAGES, SINGLE, DEEP = 5, 20_000, 2000, 100_000
BATCH, AT_ONCE, BODY = 500, 32, b"x" * 300
QUEUE = "bench"


def main() -> None:
    """Measure and print; the last line is JSON."""
    baseline = os.environ.get("BASELINE")
    checkouts = {"now": HERE} | ({"baseline": Path(baseline)} if baseline else {})
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in checkouts}
    for _ in range(RUNS):
        for name, folder in checkouts.items():
            runs[name].append(_run(folder))
            print(name, {figure: round(value, 4) for figure, value in runs[name][-1].items()}, flush=True)
    medians = {
        name: {figure: statistics.median(run[figure] for run in of_one) for figure in of_one[0]}
        for name, of_one in runs.items()
    }
    result = {figure: round(value, 4) for figure, value in medians["now"].items()}
    if baseline:
        result |= {f"{key}_ratio": round(value / medians["baseline"][key], 2) for key, value in medians["now"].items()}
    print(json.dumps(result))


def _run(folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "local.servicebus", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout is not None  # noqa: S101 - for the type checker
            connection_string = process.stdout.readline().split("ready: ")[1].strip()
            return asyncio.run(_measure(connection_string))
        finally:
            process.terminate()


async def _measure(connection_string: str) -> dict[str, float]:
    address = connection_string.partition("sb://")[2].partition(";")[0]
    url = f"http://{address}/{QUEUE}"
    description = b"<entry><content><QueueDescription/></content></entry>"
    await asyncio.to_thread(lambda: urlopen(Request(url, description, method="PUT")).close())
    async with ServiceBusClient.from_connection_string(connection_string) as client:
        sender = client.get_queue_sender(QUEUE)
        receiver = client.get_queue_receiver(QUEUE, prefetch_count=0)
        async with sender, receiver:
            figures = {
                "sends_in_batches": MESSAGES / await _timed(lambda: _send_batches(sender, MESSAGES)),
                "single_sends": SINGLE / await _timed(lambda: _send_singly(sender, SINGLE)),
                "receives_and_completions": (MESSAGES + SINGLE)
                / await _timed(lambda: _receive(receiver, MESSAGES + SINGLE)),
            }
            await _send_batches(sender, DEEP)
            counting = await _timed(lambda: asyncio.to_thread(lambda: urlopen(url).read()))
            return figures | {"count_of_100000_per_second": 1 / counting}


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


async def _send_batches(sender: ServiceBusSender, count: int) -> None:
    for _ in range(count // BATCH):
        await sender.send_messages([ServiceBusMessage(BODY, message_id=str(number)) for number in range(BATCH)])


async def _send_singly(sender: ServiceBusSender, count: int) -> None:
    for number in range(count):
        await sender.send_messages(ServiceBusMessage(BODY, message_id=str(number)))


async def _receive(receiver: ServiceBusReceiver, count: int) -> None:
    left = count
    while left:
        messages = await receiver.receive_messages(min(AT_ONCE, left), max_wait_time=5)
        await asyncio.gather(*(receiver.complete_message(message) for message in messages))
        left -= len(messages)


if __name__ == "__main__":
    main()
