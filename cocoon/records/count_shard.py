"""Define the records that keep the totals of a container, in the collection ``counts``: a few, which add up.

Several records let many workers add to the totals without waiting for each other.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cocoon.records.count_change import CountChange
from cocoon.records.model_name import ModelName
from cocoon.records.rank import field_key, label_of_key, score_key
from cocoon.records.work import Work

SHARDS = 4
_BETWEEN = "\t"  # a model's name and its version


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
    fields |= {f"{below}models.{_model_key(model)}": count for model, count in change.models.items() if count}
    fields |= {f"{below}work.minutes": work.minutes, f"{below}work.images": work.images} if any(work) else {}
    return {"$inc": fields} | ({"$min": {f"{below}work.since": work.since}} if work.since else {})


def encode(totals: CountChange) -> dict[str, Any]:
    """Return totals as a record keeps them."""
    return {
        "images": totals.images,
        "labels": {score_key(name): count for name, count in totals.labels.items() if count},
        "failures": {code: count for code, count in totals.failures.items() if count},
        "models": {_model_key(model): count for model, count in totals.models.items() if count},
        "work": totals.work._asdict(),
    }


def decode(record: Mapping[str, Any]) -> CountChange:
    """Return the totals of one record."""
    totals, work = CountChange(images=record.get("images", 0)), record.get("work", {})
    totals.labels.update({label_of_key(key): count for key, count in record.get("labels", {}).items()})
    totals.failures.update(record.get("failures", {}))
    totals.models.update({_model_of(key): count for key, count in record.get("models", {}).items()})
    totals.work = Work(work.get("minutes", 0), work.get("images", 0), work.get("since"))
    return totals


def add_up(records: Iterable[Mapping[str, Any]]) -> CountChange:
    """Return the totals of a container's records."""
    totals = CountChange()
    for record in records:
        totals.merge(decode(record))
    return totals


def _model_key(model: ModelName) -> str:
    return field_key(f"{model.name}{_BETWEEN}{model.version}")


def _model_of(key: str) -> ModelName:
    name, _, version = label_of_key(key).partition(_BETWEEN)
    return ModelName(name, version)
