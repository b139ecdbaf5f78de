"""Define the records that keep the totals of a container, in the collection ``counts``: a few, which add up.

Several records let many workers add to the totals without waiting for each other.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cocoon.records.count_change import CountChange
from cocoon.records.rank import label_of_key, score_key
from cocoon.records.work import Work

SHARDS = 4


def shard_id(container: str, shard: int) -> str:
    """Return the ``_id`` of a record."""
    return f"{container}/totals/{shard}"


def shard_ids(container: str) -> list[str]:
    """Return the ``_id`` of each record of a container."""
    return [shard_id(container, shard) for shard in range(SHARDS)]


def additions(change: CountChange, below: str = "") -> dict[str, Any]:
    """Return the update operators that add a change to a record.

    :param below: the field that holds the totals, with a dot behind it; by default the record itself.
    """
    work = change.work
    fields = {f"{below}images": change.images}
    fields |= {f"{below}labels.{score_key(name)}": count for name, count in change.labels.items() if count}
    fields |= {f"{below}failures.{code}": count for code, count in change.failures.items() if count}
    fields |= {f"{below}work.minutes": work.minutes, f"{below}work.images": work.images} if any(work) else {}
    return {"$inc": fields} | ({"$min": {f"{below}work.since": work.since}} if work.since else {})


def encode(totals: CountChange) -> dict[str, Any]:
    """Return totals as a record keeps them."""
    return {
        "images": totals.images,
        "labels": {score_key(name): count for name, count in totals.labels.items() if count},
        "failures": {code: count for code, count in totals.failures.items() if count},
        "work": totals.work._asdict(),
    }


def decode(record: Mapping[str, Any]) -> CountChange:
    """Return the totals of one record."""
    totals, work = CountChange(images=record.get("images", 0)), record.get("work", {})
    totals.labels.update({label_of_key(key): count for key, count in record.get("labels", {}).items()})
    totals.failures.update(record.get("failures", {}))
    totals.work = Work(work.get("minutes", 0), work.get("images", 0), work.get("since"))
    return totals


def add_up(records: Iterable[Mapping[str, Any]]) -> CountChange:
    """Return the totals of a container's records."""
    totals = CountChange()
    for record in records:
        totals.merge(decode(record))
    return totals
