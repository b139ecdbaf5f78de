"""What Cosmos DB for MongoDB takes of the protocol, RU and DocumentDB alike: the tests' commands are held to it.

https://learn.microsoft.com/azure/cosmos-db/mongodb/feature-support-70 and, for sorting,
https://learn.microsoft.com/azure/cosmos-db/mongodb/indexing: a sort needs an index, and one of
several fields needs a compound index of just these.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

FIELDS = {
    "find": {"filter", "projection", "sort", "limit", "batchSize", "singleBatch"},
    "aggregate": {"pipeline", "cursor"},
    "insert": {"ordered", "documents"},
    "update": {"ordered", "updates", "writeConcern"},
    "delete": {"ordered", "deletes"},
    "count": {"query"},
    "createIndexes": {"indexes"},
    "getMore": {"collection", "batchSize"},
    "ping": set[str](),
    "dropDatabase": {"comment"},  # the tests' own, as the next
    "listDatabases": {"nameOnly"},
    "killCursors": {"cursors"},
    "endSessions": set[str](),
}
EVERYWHERE = {"$db", "lsid", "maxTimeMS", "$readPreference", "$clusterTime", "writeConcern", "txnNumber"}
OPERATORS = {
    "$and",
    "$or",
    "$in",
    "$nin",
    "$all",
    "$gte",
    "$gt",
    "$lte",
    "$lt",
    "$not",
    "$exists",
    "$set",
    "$setOnInsert",
}
STAGES = {"$match", "$unwind", "$group", "$sort", "$limit"}
ACCUMULATORS = {"$sum", "$min", "$max"}
SORTS = {(("path", 1),), (("minute", -1),), (("classified_at", -1), ("_id", 1))}


class Commands(CommandListener):
    """Collects what is wrong with the commands that are sent."""

    def __init__(self) -> None:
        self.sent = 0
        self.objections: list[str] = []

    def started(self, event: CommandStartedEvent) -> None:
        self.sent += 1
        self.objections += objections(event.command_name, event.command)

    def succeeded(self, event: CommandSucceededEvent) -> None: ...

    def failed(self, event: CommandFailedEvent) -> None: ...


def objections(name: str, command: Mapping[str, Any]) -> Iterator[str]:
    """Yield what Cosmos DB would not take."""
    if name not in FIELDS:
        yield f"the command {name}"
        return
    yield from (f"{name}.{field}" for field in command.keys() - FIELDS[name] - EVERYWHERE - {name})
    for part in _parts(command):
        yield from (f"{name}: {operator}" for operator in _operators(part) if operator not in OPERATORS)
    sort = tuple((command.get("sort") or {}).items())
    if sort and sort not in SORTS and not (len(sort) == 1 and sort[0][0].startswith("ranks.")):
        yield f"a sort without an index: {sort}"
    for stage in command.get("pipeline", ()):
        yield from (f"the stage {key}" for key in stage.keys() - STAGES)
        for field in stage.get("$group", {}).values():
            yield from (
                (f"the accumulator {key}" for key in field.keys() - ACCUMULATORS) if isinstance(field, dict) else ()
            )


def _parts(command: Mapping[str, Any]) -> Iterator[Any]:
    yield command.get("filter", {})
    yield from (stage.get("$match", {}) for stage in command.get("pipeline", ()))
    for each in command.get("updates", ()):
        yield each["q"]
        yield dict.fromkeys(each["u"])  # what is below are values
    yield from (each["q"] for each in command.get("deletes", ()))


def _operators(value: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a command
    if isinstance(value, Mapping):
        for key, below in value.items():
            if key.startswith("$"):
                yield key
            yield from _operators(below)
    elif isinstance(value, list):
        for each in value:
            yield from _operators(each)
