"""Decide by how much to correct the totals (pure).

Documents change while they are counted, and before the changes are in the totals. So a total is right if the counted
number is between the totals at the start and at the end. Otherwise it is corrected by the distance: exactly if nothing
was written meanwhile, by too little rather than too much if images were.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import add_up, decode
from cocoon.records.model_name import ModelName

Key = TypeVar("Key", str, ModelName)
Corrections = dict[str, CountChange]  # by the _id of the record


def distance(counted: int, start: int, end: int) -> int:
    """Return by how much a counted number lies above (or, negative, below) the interval of two totals."""
    low, high = min(start, end), max(start, end)
    return counted - min(max(counted, low), high)


def corrections(
    counted: CountChange, start: CountChange, records: Sequence[Mapping[str, Any]], correct: str
) -> Corrections:
    """Return what to add to each of the records that add up to the totals.

    A label that no image has becomes zero in each record, so that it can be removed from them.

    :param start: the totals before the documents were counted.
    :param records: the totals' records after it.
    :param correct: the ``_id`` of the record that takes what is corrected.
    """
    end, plan = add_up(records), {correct: CountChange()}
    change = plan[correct]
    change.images = distance(counted.images, start.images, end.images)
    change.labels = _distances(counted.labels, start.labels, end.labels)
    change.failures = _distances(counted.failures, start.failures, end.failures)
    change.models = _distances(counted.models, start.models, end.models)
    gone = {name for name in end.labels if end.labels[name] + change.labels[name] == 0}
    for name in gone:
        change.labels.pop(name, None)
    for record in records:
        zeroed = plan.setdefault(record["_id"], CountChange())
        zeroed.labels.update({name: -number for name, number in decode(record).labels.items() if name in gone})
    return {id_: each for id_, each in plan.items() if not each.is_empty()}


def _distances(counted: Mapping[Key, int], start: Mapping[Key, int], end: Mapping[Key, int]) -> Counter[Key]:
    names = set[Key]().union(counted, start, end)
    return Counter({name: distance(counted.get(name, 0), start.get(name, 0), end.get(name, 0)) for name in names})
