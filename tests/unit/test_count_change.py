"""By how much a write changes the totals, and how the totals are kept."""

from cocoon.labels.names import normalise
from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import add_up, additions, encode, shard_ids
from cocoon.records.label import Label
from tests.kits.documents import failed_document, labelled_document

CATS = labelled_document("images", "a.jpg", Label("cat", 0.5), Label("St. Bernard", 0.4))
DOGS = labelled_document("images", "a.jpg", Label("dog", 0.5), Label("St. Bernard", 0.4))
FAILED = failed_document("images", "a.jpg", "image_damaged")


def test_a_change_is_the_difference_of_two_documents() -> None:
    change = CountChange.between(CATS, DOGS)
    assert (change.images, dict(change.labels)) == (0, {"dog": 1, "st. bernard": 0, "cat": -1})
    assert additions(change) == {"$inc": {"images": 0, "labels.dog": 1, "labels.cat": -1}}
    failed = CountChange.between(CATS, FAILED)
    assert (failed.labels["cat"], failed.failures) == (-1, {"image_damaged": 1})
    assert CountChange.between(None, CATS).images == 1
    assert CountChange.between(FAILED, None).failures == {"image_damaged": -1}


def test_documents_with_the_same_labels_change_nothing() -> None:
    assert CountChange.between(CATS, CATS).is_empty()
    assert not CountChange.between(CATS, DOGS).is_empty()


def test_totals_are_the_sum_of_the_records() -> None:
    change = CountChange.between(None, CATS)
    change.labels["$price"] += 1
    record = encode(change)
    totals = add_up([record, record, {"_id": "made by another version"}])
    assert (totals.images, totals.labels) == (2, {"cat": 2, "st. bernard": 2, "$price": 2})
    assert len(set(shard_ids("images"))) == len(shard_ids("images"))
    assert {normalise(name) for name in totals.labels} == set(totals.labels)
