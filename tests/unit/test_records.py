"""Records as the version before wrote them are still read, and what is encoded is decoded again."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from cocoon.records import count_shard, failure_codes
from cocoon.records.activity_minute import ActivityMinute
from cocoon.records.clearing_token import ClearingToken
from cocoon.records.count_change import CountChange
from cocoon.records.counts import MOST_LABELS, Counts
from cocoon.records.image_document import ImageDocument, decode, failure_code, is_done, stands_for_blob
from cocoon.records.listing import Listing
from cocoon.records.mark import Mark
from cocoon.records.model_name import ModelName
from cocoon.records.recount import Phase, Recount
from cocoon.records.work import Work

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
# As version 0.1 wrote them.
DOCUMENT: dict[str, Any] = {
    "_id": "0" * 32,
    "container": "images",
    "path": "a.jpg",
    "etag": "0x1",
    "modified": AT,
    "bytes": 10,
    "model": {"name": "net", "version": "1"},
    "status": "labelled",
    "labels": [{"name": "tabby", "score": 0.5}],
    "label_names": ["tabby"],
    "ranks": {"tabby": "0.500000000/0"},
    "width": 1,
    "height": 1,
    "milliseconds": 1.5,
    "thumbnail": None,
    "error": None,
    "classified_at": AT,
    "worker": "w",
}
LISTING: dict[str, Any] = {
    "_id": "1",
    "container": "images",
    "prefix": "a/",
    "kind": "timer",
    "force": False,
    "run": "r",
    "started": AT,
    "updated": AT,
    "finished": AT,
    "since": None,
    "last_full": AT,
    "continuation": None,
    "after": "a/9.jpg",
    "listed": 9,
    "enqueued": 8,
    "skipped": 1,
    "removed": 0,
    "error": None,
}


def test_a_document_is_read_whole() -> None:
    added = {"models": [DOCUMENT["model"]], "broader": [], "path_words": [], "search_keys": [], "former_postings": []}
    assert decode(DOCUMENT) == DOCUMENT | added
    assert list(decode(DOCUMENT)) == list(ImageDocument.__annotations__)


def test_fields_that_an_earlier_version_did_not_write_are_empty() -> None:
    document = decode({name: DOCUMENT[name] for name in ("_id", "container", "path", "etag", "status", "model")})
    assert (document["labels"], document["ranks"], document["thumbnail"], document["error"]) == ([], {}, None, None)


def test_a_document_is_done_for_its_version_and_models() -> None:
    document, models, other = decode(DOCUMENT), [ModelName("net", "1")], ModelName("other", "1")
    assert is_done(document, "0x1", models)
    assert not is_done(document, "0x2", models)
    assert not is_done(document, None, models)
    assert not is_done(document, "0x1", [ModelName("net", "2")])
    assert not is_done(document, "0x1", [*models, other])
    both = decode(DOCUMENT | {"models": [other.encode(), models[0].encode()]})
    assert is_done(both, "0x1", [*models, other])
    assert not is_done(both, "0x1", models)
    archived = decode(DOCUMENT | {"error": {"code": failure_codes.BLOB_ARCHIVED, "message": "So."}})
    assert not is_done(archived, "0x1", models)


def test_which_documents_stand_for_a_blob() -> None:
    assert stands_for_blob(DOCUMENT)
    for code in failure_codes.CODES_WITHOUT_BLOB:
        failed = {"error": {"code": code, "message": "So."}}
        assert (failure_code(failed), stands_for_blob(failed)) == (code, False)


def test_a_listing_without_what_it_left_out() -> None:
    listing = Listing.decode(LISTING)
    assert (listing.prefix, listing.listed, listing.left_out, listing.is_full) == ("a/", 9, {}, True)
    assert Listing.decode(listing.encode()) == listing


def test_totals_survive() -> None:
    totals = CountChange(3, Counter({"st. bernard": 2, "$x": -1}), Counter(image_damaged=1), Work(3, 5, AT))
    assert count_shard.decode(count_shard.encode(totals)) == totals
    assert count_shard.add_up([count_shard.encode(totals), {"at": AT}, {"labels": {"$x": 1}}]).images == 3
    assert Work().plus(Work(1, 2, AT)).plus(Work(1, 1, AT)) == Work(2, 3, AT)


def test_totals_as_they_are_shown() -> None:
    records = [
        {"images": 5, "labels": {"cat": 3, "gone": -1, "dog": 4}, "failures": {"x": 1}, "at": AT},
        {"images": -1, "labels": {"cat": 2, "gone": 1, "less": -1}, "at": AT + timedelta(seconds=1)},
    ]
    counts = Counts.of(records)
    assert list(counts.labels.items()) == [("cat", 5), ("dog", 4)]
    assert (counts.images, counts.failed, counts.work) == (4, 1, Work())
    assert counts.counted_at == AT + timedelta(seconds=1)
    assert Counts.of([]) == Counts()
    assert Counts.of([{"images": -3, "at": AT}]).images == 0
    many = {"labels": {str(number): number for number in range(MOST_LABELS + 5)}, "at": AT}
    assert list(Counts.of([many]).labels.values())[-1] == 5


def test_a_recount_survives() -> None:
    counted = CountChange(3, Counter({"st. bernard": 2}), Counter(image_damaged=1))
    recount = Recount("images", AT, AT, is_thorough=True, phase=Phase.PAST_WORK, label="a", counted=counted, minute=AT)
    assert Recount.decode(recount.encode()) == recount
    assert Recount.decode(recount.encode() | {"unknown": 1}) == recount


def test_small_records_survive() -> None:
    mark = Mark("images", "a.jpg", "0x1", AT)
    assert Mark.decode(mark.encode()) == mark
    minute = ActivityMinute("w", AT, 1, 2, 3)
    assert ActivityMinute.decode(minute.encode()) == minute
    token = ClearingToken("images")
    assert ClearingToken.decode("images", token.encode()) == token
    assert ClearingToken.decode("images", {"_id": "generation/images", "value": "0a"}).message_id_suffix == "-0a"
