"""The stand-in as a whole: start and stop."""

from pathlib import Path
from types import TracebackType
from typing import Self

from .clock import now
from .config import read
from .listener import HOST, Listener
from .queues.broker import Broker
from .queues.recovery import restore
from .storage.store import Store, StoreError

KEY = "SAS_KEY_VALUE"  # Microsoft's emulator documents this placeholder; any key is accepted


class Server:
    """Serves the queues of a configuration, and keeps them in a database file.

    :param port: the port on loopback; with 0 it takes a free one, and ``port`` is set to it.
    :raises ConfigError: if the configuration cannot be read.
    :raises OSError: from ``start`` if the port is taken.
    :raises StoreError: from ``start`` if the database cannot be used.
    """

    def __init__(self, port: int, config: Path | None = None, database: Path | str = ":memory:") -> None:
        self.port = port
        self._queues = read(config) if config else []
        self._database = database

    async def start(self) -> None:
        """Load the database, and listen."""
        self._listener = Listener(self.port)  # first: the process that has the port may also have the database
        self.port = self._listener.port
        try:
            self._store = Store(self._database)
        except StoreError:
            self._listener.close()
            raise
        self.broker = Broker(self._store)
        for properties in self._queues:
            self.broker.add(properties)
        restore(self.broker, now())
        self.broker.start()
        await self._listener.start(self.broker)

    async def stop(self) -> None:
        """Close every connection, then the database."""
        await self._listener.stop()
        self.broker.end_deliveries()
        self.broker.close()
        self._store.close()

    @property
    def connection_string(self) -> str:
        """The connection string for clients."""
        return connection_string(self.port)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()


def connection_string(port: int) -> str:
    """Return the connection string of a stand-in on this machine."""
    return (
        f"Endpoint=sb://{HOST}:{port};SharedAccessKeyName=RootManageSharedAccessKey;"
        f"SharedAccessKey={KEY};UseDevelopmentEmulator=true;"
    )
