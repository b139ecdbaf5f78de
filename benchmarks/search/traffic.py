"""Count what the driver sends to the database and gets from it, while that is wanted."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import bson
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

READS = "find", "aggregate", "count"
ABOUT_SESSION = "lsid", "$db", "$readPreference", "$clusterTime", "maxTimeMS"


@dataclass(slots=True)
class Traffic:
    """What was sent and returned.

    :ivar reads: the commands that read, which a database may explain.
    """

    commands: int = 0
    documents: int = 0
    bytes: int = 0
    reads: list[dict[str, Any]] = field(default_factory=list)


class TrafficListener(CommandListener):
    """Counts commands between the start and the end of :meth:`counting`; otherwise it costs next to nothing."""

    def __init__(self) -> None:
        self._traffic: Traffic | None = None

    @contextmanager
    def counting(self) -> Iterator[Traffic]:
        """Yield what is counted while the context lasts."""
        self._traffic = traffic = Traffic()
        try:
            yield traffic
        finally:
            self._traffic = None

    def started(self, event: CommandStartedEvent) -> None:
        """Count a command."""
        if self._traffic is None:
            return
        self._traffic.commands += 1
        if event.command_name in READS:
            self._traffic.reads.append({key: event.command[key] for key in event.command if key not in ABOUT_SESSION})

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Count what a command returned."""
        if self._traffic is not None:
            reply: Mapping[str, Any] = event.reply
            cursor = reply.get("cursor", {})
            self._traffic.documents += len(cursor.get("firstBatch", cursor.get("nextBatch", ())))
            self._traffic.bytes += len(bson.encode(reply))

    def failed(self, event: CommandFailedEvent) -> None:
        """Do nothing: a failure returns no document."""
