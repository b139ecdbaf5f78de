"""The stand-in as one thing to start and stop."""

from pathlib import Path
from types import TracebackType
from typing import Self

from .broker import Broker
from .config import read
from .listener import HOST, Listener
from .message import now
from .store import Store, StoreError

KEY = "SAS_KEY_VALUE"  # Microsoft's emulator documents this placeholder; any key is accepted


class Server:
    """Serves the queues of a configuration, durable in a database file.

    :param port: the port on loopback; 0 takes a free one, which ``port`` then tells.
    :raises ConfigError: if the configuration cannot be read.
    :raises OSError: from ``start`` if the port is taken.
    :raises StoreError: from ``start`` if the database cannot be used.
    """

    def __init__(self, port: int, config: Path | None = None, database: Path | str = ":memory:") -> None:
        self.port = port
        self._queues = read(config) if config else []
        self._database = database

    async def start(self) -> None:
        """Load what is kept, and listen."""
        self._listener = Listener(self.port)  # first, so that whoever has the port already keeps its database
        self.port = self._listener.port
        try:
            self._store = Store(self._database)
        except StoreError:
            self._listener.close()
            raise
        self.broker = Broker(self._store)
        for properties in self._queues:
            self.broker.add(properties)
        self._store.load(self.broker, now())
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
        """What a client connects with."""
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
