"""By how much a write changes the totals, and how the totals are kept."""

from cocoon.labels.names import normalise
from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import add_up, additions, encode, shard_ids
from cocoon.records.label import Label
from cocoon.records.model_name import ModelName
from tests.kits.documents import NET, changed, failed_document, labelled_document
from tests.kits.former_documents import as_of_1_0

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


def test_a_labelled_image_counts_for_each_of_its_models() -> None:
    other = changed(CATS, models=[{"name": "net", "version": "1"}, {"name": "a.b", "version": "2.0"}])
    assert CountChange.between(None, other).models == {NET: 1, ModelName("a.b", "2.0"): 1}
    assert additions(CountChange.between(CATS, other))["$inc"] == {"images": 0, "models.a\uff0eb\t2\uff0e0": 1}
    assert CountChange.between(other, FAILED).models == {NET: -1, ModelName("a.b", "2.0"): -1}
    assert CountChange.between(None, as_of_1_0(CATS)).models == {NET: 1}
    assert add_up([encode(CountChange.between(None, other))]).models == {NET: 1, ModelName("a.b", "2.0"): 1}


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
