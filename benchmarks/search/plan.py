"""Say how many rows a database reads for a command, and whether it stops at the limit.

Two databases explain: MongoDB, and the test bench with DocumentDB's engine, which answers with PostgreSQL's plan as
lines of text. SecantusDB's answer has the form of MongoDB's, but is no measurement: do not ask it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure

_SCAN = re.compile(r"\bScan\b.*?actual time=\S+ rows=(\d+) loops=(\d+)")
_REMOVED = re.compile(r"Rows Removed by [^:]+: (\d+)")
_BUFFERS = re.compile(r"^\s*Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?")
_LOOPS = re.compile(r"actual time=\S+ rows=\d+ loops=(\d+)")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a command was run: rows (or index entries) read, and whether what was read was sorted afterwards.

    :ivar pages: of 8 KB, of tables and indexes, that DocumentDB read. An index reads entries that no row shows: with
        two bounds on a field behind an array, all entries within either of them.
    """

    rows: int
    sorts: bool
    pages: int = 0


async def explain(database: AsyncDatabase[Any], commands: Sequence[Mapping[str, Any]]) -> Plan | None:
    """Run commands again and return what all of them read; None if the database does not measure that."""
    plans = []
    for command in commands:
        try:
            explained = await database.command("explain", dict(command), verbosity="executionStats")
        except OperationFailure:
            return None
        plan = plan_of(explained)
        if plan is None:
            return None
        plans.append(plan)
    return Plan(sum(plan.rows for plan in plans), any(plan.sorts for plan in plans), sum(plan.pages for plan in plans))


def plan_of(explained: Mapping[str, Any]) -> Plan | None:
    """Return what the answer to ``explain`` says; None if the database does not measure."""
    lines = explained.get("plan")
    if isinstance(lines, Sequence) and not isinstance(lines, str):
        return _of_postgresql(lines)
    statistics = explained.get("executionStats", {})
    if "totalDocsExamined" in statistics:
        rows = max(statistics["totalDocsExamined"], statistics["totalKeysExamined"])
        return Plan(rows, any(stage.startswith("SORT") and stage != "SORT_MERGE" for stage in _stages(statistics)))
    return None


def _of_postgresql(lines: Sequence[str]) -> Plan:
    """Add up the rows that scans returned, and those that they read in vain."""
    rows, loops = 0, 1
    for line in lines:
        if found := _LOOPS.search(line):
            loops = int(found[1])
        if found := _SCAN.search(line):
            rows += int(found[1]) * int(found[2])
        if found := _REMOVED.search(line):
            rows += int(found[1]) * loops
    buffers = next((found for line in lines if (found := _BUFFERS.match(line))), None)  # of all nodes
    pages = sum(int(each or 0) for each in buffers.groups()) if buffers else 0
    return Plan(rows, any("Sort Key:" in line for line in lines), pages)


def _stages(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(stage := value.get("stage"), str):
            yield stage
        for below in value.values():
            yield from _stages(below)
    elif isinstance(value, list):
        for each in value:
            yield from _stages(each)
