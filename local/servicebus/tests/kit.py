"""A stand-in in its own process, and queues with SDK handlers that tests share: opening one takes half a second."""

import asyncio
import contextlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar
from xml.sax.saxutils import escape

from azure.servicebus import ServiceBusMessage, ServiceBusReceivedMessage
from azure.servicebus import ServiceBusSubQueue as SdkSubQueue
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver, ServiceBusSender

TESTS = __name__.rpartition(".")[0]
PACKAGE = TESTS.rpartition(".")[0]  # local.servicebus, or the name that the distribution gives this folder
ROOT = Path(__file__).parents[len(TESTS.split("."))]
COMMAND = (sys.executable, "-m", PACKAGE)
DEADLINE = 20.0

T = TypeVar("T")


class StandIn:
    """The stand-in as a user starts it, ``python -m local.servicebus``."""

    def __init__(
        self,
        database: Path | None = None,
        config: Path | None = None,
        port: int = 0,
        *,
        command: Sequence[str] = COMMAND,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        arguments = ["--port", str(port)]
        arguments += ["--db", str(database)] if database else []
        arguments += ["--config", str(config)] if config else []
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - open as long as the process runs
        self.process = subprocess.Popen(
            [*command, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        assert self.process.stdout is not None
        ready = self.process.stdout.readline()
        assert "ready: " in ready, self.complaints()
        self.connection_string = ready.split("ready: ")[1].strip()
        self.port = int(self.connection_string.split(":")[2].split(";")[0])

    def create_queue(self, **properties: object) -> str:
        """Create a queue with properties as the management API names them; return its name."""
        name = f"q-{uuid.uuid4().hex[:12]}"
        elements = "".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in properties.items())
        self.put(name, f"<entry><content><QueueDescription>{elements}</QueueDescription></content></entry>")
        return name

    def put(self, name: str, body: str) -> None:
        url = f"http://127.0.0.1:{self.port}/{name}"
        with urllib.request.urlopen(urllib.request.Request(url, body.encode(), method="PUT"), timeout=10) as answer:
            assert answer.status == 201

    def counts(self, queue: str) -> dict[str, int]:
        """Return the numbers of ``Active``, ``Scheduled`` and ``DeadLetter`` messages."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{queue}", timeout=10) as answer:
            text = answer.read().decode()
        return {name: int(count) for name, count in re.findall(r"<d:(\w+?)MessageCount>(\d+)<", text)}

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(how)
        try:
            return self.process.wait(DEADLINE)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            if self.process.stdout:
                self.process.stdout.close()

    def complaints(self) -> str:
        """Return its log."""
        self.log.seek(0)
        return self.log.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop(signal.SIGKILL)


@dataclass
class Box:
    """A queue, with the SDK's sender and receivers open on it."""

    stand_in: StandIn
    name: str
    client: ServiceBusClient
    sender: ServiceBusSender
    receiver: ServiceBusReceiver
    _dead_letters: ServiceBusReceiver | None = None

    @classmethod
    async def open(cls, stand_in: StandIn, **properties: object) -> "Box":
        name = stand_in.create_queue(**properties)
        client = ServiceBusClient.from_connection_string(stand_in.connection_string, retry_total=0)
        box = cls(stand_in, name, client, client.get_queue_sender(name), client.get_queue_receiver(name))
        await asyncio.gather(box.sender.__aenter__(), box.receiver.__aenter__())
        return box

    async def close(self) -> None:
        handlers = [self.sender, self.receiver, *([self._dead_letters] if self._dead_letters else [])]
        await asyncio.gather(*(handler.close() for handler in handlers))
        await self.client.close()

    async def dead_letters(self) -> ServiceBusReceiver:
        """Return a receiver on the dead-letter queue."""
        if self._dead_letters is None:
            self._dead_letters = self.client.get_queue_receiver(self.name, sub_queue=SdkSubQueue.DEAD_LETTER)
            await self._dead_letters.__aenter__()
        return self._dead_letters

    async def send(self, *bodies: str) -> None:
        await self.sender.send_messages([ServiceBusMessage(body) for body in bodies])

    async def receive(self, count: int = 1) -> list[ServiceBusReceivedMessage]:
        return await receive(self.receiver, count)

    async def receive_dead(self, count: int = 1) -> list[ServiceBusReceivedMessage]:
        return await receive(await self.dead_letters(), count)

    async def is_empty_for(self, seconds: float) -> bool:
        """Whether nothing can be received for a while."""
        messages = await self.receiver.receive_messages(1, max_wait_time=seconds)
        await self.receiver._handler._link.flow(link_credit=0)  # type: ignore[union-attr] # or the next message would be delivered to this receiver
        return not messages

    def counts(self) -> dict[str, int]:
        return self.stand_in.counts(self.name)


TakeBox = Callable[..., Awaitable[Box]]


async def receive(receiver: ServiceBusReceiver, count: int = 1) -> list[ServiceBusReceivedMessage]:
    """Return exactly ``count`` messages: the SDK may give fewer at a time."""
    messages: list[ServiceBusReceivedMessage] = []
    give_up = time.monotonic() + DEADLINE
    while len(messages) < count:
        assert time.monotonic() < give_up, f"{len(messages)} of {count} messages"
        messages += await receiver.receive_messages(count - len(messages), max_wait_time=5)
    return messages


async def complete(receiver: ServiceBusReceiver, messages: Iterable[ServiceBusReceivedMessage]) -> None:
    for message in messages:
        await receiver.complete_message(message)


def bodies(messages: Iterable[ServiceBusReceivedMessage]) -> list[str]:
    return [str(message) for message in messages]


async def eventually(look: Callable[[], Awaitable[T]], is_right: Callable[[T], bool]) -> T:
    """Call ``look`` until its result is right; return it."""
    give_up = time.monotonic() + DEADLINE
    while True:
        seen = await look()
        if is_right(seen):
            return seen
        assert time.monotonic() < give_up, f"still {seen!r}"
        await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def opened(*handlers: ServiceBusSender | ServiceBusReceiver) -> AsyncIterator[None]:
    """Open several handlers at once, and close them at once."""
    await asyncio.gather(*(handler.__aenter__() for handler in handlers))
    try:
        yield
    finally:
        await asyncio.gather(*(handler.close() for handler in handlers))
