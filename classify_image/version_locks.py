"""Lock each version of a blob, so that a process handles one message for it at a time."""

import asyncio
from weakref import WeakValueDictionary

from cocoon.records.message import ImageMessage


class VersionLocks:
    """A lock for each version that is being worked on; it vanishes when nobody holds it or waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, message: ImageMessage) -> asyncio.Lock:
        """Return the lock of the version that a message names. Keep a reference while you hold it."""
        return self._locks.setdefault(message.message_id, asyncio.Lock())
