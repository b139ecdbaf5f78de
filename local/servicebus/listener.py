"""One port for AMQP, and for the management API over HTTP and HTTPS.

The SDK's messaging clients and its administration client both connect to the host and port of the connection string,
so the first byte of a connection decides which protocol it is.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable, Coroutine
from functools import cached_property

import trustme
from aiohttp import web

from .admin.http_api import make_app
from .connection import Connection
from .queues.broker import Broker

HOST = "127.0.0.1"
FIRST_BYTES_TIMEOUT = 30.0
ACCEPT_PAUSE = 0.1
SHUTDOWN_TIMEOUT = 1.0
AMQP, TLS_HANDSHAKE = b"A", b"\x16"  # no HTTP method in use begins with an A

logger = logging.getLogger(__name__)


class Listener:
    """Accepts connections on a loopback port.

    :param port: with 0 it takes a free port, and ``port`` is set to it.
    :raises OSError: if the port is taken.
    """

    def __init__(self, port: int) -> None:
        self._listening = socket.create_server((HOST, port))
        self._listening.setblocking(False)
        self.port: int = self._listening.getsockname()[1]
        self._tasks: set[asyncio.Task[None]] = set()
        self._transports: set[asyncio.BaseTransport] = set()

    async def start(self, broker: Broker) -> None:
        """Serve a broker's queues."""
        self._broker = broker
        self._admin = web.AppRunner(make_app(broker), access_log=None, shutdown_timeout=SHUTDOWN_TIMEOUT)
        await self._admin.setup()
        self._spawn(self._accept())

    async def stop(self) -> None:
        """Close the port and every connection."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.close()
        for transport in self._transports:
            transport.close()
        await self._admin.cleanup()

    def close(self) -> None:
        """Release the port."""
        self._listening.close()

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connected, _ = await loop.sock_accept(self._listening)
            except OSError as error:  # such as too many open files: waiting clients are served once some are closed
                logger.warning("cannot accept a connection: %s", error)
                await asyncio.sleep(ACCEPT_PAUSE)
                continue
            self._spawn(self._hand_over(connected))

    async def _hand_over(self, connected: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        try:
            connected.setblocking(False)
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            first = await asyncio.wait_for(_peek(connected), FIRST_BYTES_TIMEOUT)
            tls = self._tls if first == TLS_HANDSHAKE else None
            transport, _ = await loop.connect_accepted_socket(self._protocol_for(first), connected, ssl=tls)
        except (OSError, TimeoutError) as error:
            logger.debug("a connection ended before it began: %s", error)
            connected.close()
        except asyncio.CancelledError:
            connected.close()
            raise
        else:
            self._transports = {each for each in self._transports if not each.is_closing()} | {transport}

    def _protocol_for(self, first: bytes) -> Callable[[], asyncio.BaseProtocol]:
        if first == AMQP:
            return lambda: Connection(self._broker)
        server = self._admin.server
        if server is None:
            message = "the listener is stopped"
            raise OSError(message)
        return server

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """A self-signed certificate, which clients must be told not to verify."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("localhost", HOST).configure_cert(context)
        return context


async def _peek(connected: socket.socket) -> bytes:
    """Return the first byte, and leave it in the socket."""
    loop = asyncio.get_running_loop()
    readable: asyncio.Future[None] = loop.create_future()
    loop.add_reader(connected, _resolve, readable)
    try:
        await readable
    finally:
        loop.remove_reader(connected)
    first = connected.recv(1, socket.MSG_PEEK)
    if not first:
        message = "closed without a byte"
        raise ConnectionError(message)
    return first


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
