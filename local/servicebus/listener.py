"""One port for all: AMQP, and the management API over HTTP and HTTPS.

The SDK's messaging clients and its administration client both go to the host and port of
the connection string, so the first bytes of a connection decide what it is.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable, Coroutine
from functools import cached_property

import trustme
from aiohttp import web

from .admin import make_app
from .broker import Broker
from .connection import Connection

HOST = "127.0.0.1"
FIRST_BYTES_TIMEOUT = 30.0
_TLS_HANDSHAKE = 0x16

logger = logging.getLogger(__name__)


class Listener:
    """Accepts connections on a loopback port."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._admin = web.AppRunner(make_app(broker), access_log=None)
        self._sockets: list[socket.socket] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._transports: set[asyncio.BaseTransport] = set()

    async def start(self, port: int) -> int:
        """Listen on a port (0: any that is free); return which.

        :raises OSError: if the port is taken.
        """
        if not self._sockets:
            await self._admin.setup()
        listening = socket.create_server((HOST, port))
        listening.setblocking(False)
        self._sockets.append(listening)
        self._spawn(self._accept(listening))
        bound: int = listening.getsockname()[1]
        return bound

    async def stop(self) -> None:
        """Close the port and every connection."""
        for task in self._tasks:
            task.cancel()
        for listening in self._sockets:
            listening.close()
        for transport in self._transports:
            transport.close()
        await self._admin.cleanup()

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            connected, _ = await loop.sock_accept(listening)
            connected.setblocking(False)
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._spawn(self._hand_over(connected))

    async def _hand_over(self, connected: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        try:
            first = await asyncio.wait_for(_peek(connected), FIRST_BYTES_TIMEOUT)
            protocol = self._protocol_for(first)
            tls = self._tls if first[:1] == bytes((_TLS_HANDSHAKE,)) else None
            transport, _ = await loop.connect_accepted_socket(protocol, connected, ssl=tls)
        except (OSError, TimeoutError) as error:
            logger.debug("a connection ended before it began: %s", error)
            connected.close()
            return
        self._transports = {each for each in self._transports if not each.is_closing()} | {transport}

    def _protocol_for(self, first: bytes) -> Callable[[], asyncio.BaseProtocol]:
        if first.startswith(b"AMQP"):
            return lambda: Connection(self._broker)
        server = self._admin.server
        if server is None:
            message = "the listener is stopped"
            raise OSError(message)
        return server

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """A certificate of its own making: clients must be told not to verify it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("localhost", HOST).configure_cert(context)
        return context


async def _peek(connected: socket.socket) -> bytes:
    """Return the first bytes without taking them from the socket."""
    loop = asyncio.get_running_loop()
    readable: asyncio.Future[None] = loop.create_future()
    loop.add_reader(connected, _resolve, readable)
    try:
        await readable
    finally:
        loop.remove_reader(connected)
    first = connected.recv(4, socket.MSG_PEEK)
    if not first:
        message = "closed without a byte"
        raise ConnectionError(message)
    return first


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
