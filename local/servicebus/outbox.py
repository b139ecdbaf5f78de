"""The bytes that a connection is about to send."""

import asyncio
from collections.abc import Callable


class Outbox:
    """Collects bytes, and writes them at the end of this turn of the event loop at the latest.

    :param commit: called before each write, so that what the bytes acknowledge is on disk.
    """

    def __init__(self, commit: Callable[[], None]) -> None:
        self._commit = commit
        self._transport: asyncio.Transport | None = None
        self._parts: list[bytes] = []
        self._is_flush_scheduled = False

    def open(self, transport: asyncio.Transport) -> None:
        """Set the transport to write to."""
        self._transport = transport

    def add(self, data: bytes) -> None:
        """Add bytes to send."""
        self._parts.append(data)
        if not self._is_flush_scheduled:
            self._is_flush_scheduled = True
            asyncio.get_running_loop().call_soon(self.flush)

    def flush(self) -> None:
        """Write what was added; nothing if the transport is closing."""
        self._is_flush_scheduled = False
        if self._parts and self._transport and not self._transport.is_closing():
            self._commit()
            self._transport.write(b"".join(self._parts))
        self._parts.clear()

    def close(self) -> None:
        """Write what was added, then close the transport."""
        self.flush()
        if self._transport:
            self._transport.close()
