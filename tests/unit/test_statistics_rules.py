"""When to count again, and what the statistics show."""

from datetime import UTC, datetime, timedelta

import pytest

from cocoon.labels.taxonomy_format import parse_taxonomy
from cocoon.records.activity_minute import ActivityMinute
from cocoon.records.counts import Counts, Fingerprint, Work
from cocoon.settings.app_settings import Prices
from query_labels.statistics.count_rules import is_due, is_quick
from query_labels.statistics.label_graph import count_graph
from query_labels.statistics.worker_activity import cost, history, per_minute, workers
from query_labels.thesaurus.thesaurus import Thesaurus
from tests.kits.thesauri import NO_THESAURUS

AT = datetime(2026, 11, 24, 12, 0, 30, tzinfo=UTC)


def counted(ago: float, seconds: float = 1.0, newest_ago: float = 1000.0) -> Counts:
    """Counts from ``ago`` seconds ago, of documents the newest of which was ``newest_ago`` seconds old at ``AT``."""
    fingerprint = Fingerprint(10, AT - timedelta(seconds=newest_ago))
    return Counts(counted_at=AT - timedelta(seconds=ago), seconds=seconds, fingerprint=fingerprint)


def now(newest_ago: float, images: int = 10) -> Fingerprint:
    return Fingerprint(images, AT - timedelta(seconds=newest_ago))


@pytest.mark.parametrize(
    ("counts", "fingerprint", "due"),
    [
        (Counts(), Fingerprint(), False),  # nothing there
        (Counts(), now(1), True),  # never counted
        (counted(600), now(1000), False),  # unchanged, and for long
        (counted(5), now(0.5), False),  # changing, and counting took a second
        (counted(25), now(0.5), True),  # ... but that is long ago
        (counted(5), now(3), True),  # changed, and now at rest
        (counted(5), now(1000, images=9), True),  # something was removed
        (counted(5, newest_ago=10), now(10), False),  # counted while the last ones may still have been written
        (counted(25, newest_ago=100), now(100), True),  # ... so it is counted once more
    ],
)
def test_when_to_count_again(counts: Counts, fingerprint: Fingerprint, due: bool) -> None:  # noqa: FBT001
    assert is_due(counts, fingerprint, AT) is due


def test_what_a_request_waits_for() -> None:
    assert is_quick(Counts(), Fingerprint(1000))
    assert not is_quick(Counts(), Fingerprint(1_000_000))
    assert is_quick(counted(5), Fingerprint(1_000_000))
    assert not is_quick(counted(5, seconds=30), Fingerprint(10))


def test_a_record_is_read() -> None:
    work = {"_id": None, "minutes": 2, "labelled": 5, "failed": 1, "since": AT}
    record = {"labels": [["cat", 3]], "failures": [["x", 2]], "work": work, "counted_at": AT, "seconds": 0.1}
    counts = Counts.decode(record | {"images": 7, "newest": AT})
    assert (counts.labels, counts.failed, counts.work) == ({"cat": 3}, 2, Work(2, 6, AT))
    assert counts.fingerprint == Fingerprint(7, AT)


def minute(worker: str, minutes_ago: int, labelled: int, failed: int = 0) -> ActivityMinute:
    at = AT.replace(second=0) - timedelta(minutes=minutes_ago)
    record = {"_id": 1, "worker": worker, "minute": at, "labelled": labelled, "failed": failed, "busy_ms": 10}
    return ActivityMinute.decode(record)


RECORDS = [minute("b", 0, 30, 2), minute("a", 0, 10), minute("a", 1, 40, 4), minute("c", 5, 7)]


def test_history_and_rate() -> None:
    assert [(each["labelled"], each["failed"]) for each in history(RECORDS)] == [(7, 0), (40, 4), (40, 2)]
    assert per_minute(RECORDS, AT) == 42 + 44 / 2  # half of the minute before
    assert per_minute([], AT) == 0.0


def test_workers_are_those_of_the_last_two_minutes() -> None:
    active = workers(RECORDS, AT)
    assert [(each["worker"], each["labelled"]) for each in active] == [("a", 10), ("b", 30)]
    assert "_id" not in active[0]


def test_cost_is_what_its_parts_say() -> None:
    parts = cost(Work(10, 2_000_000, AT), Prices(2.0, 0.00002, 0.4))
    assert parts["worker_seconds"] == 600
    assert parts["total"] == pytest.approx(600 * 2 * 0.00002 + 2 * 0.4)


def test_the_graph_counts_labels_and_pairs() -> None:
    graph = count_graph([["cat", "sofa"], ["cat", "dog", "sofa"], ["dog"], []], 2, NO_THESAURUS)
    assert graph["nodes"] == [{"id": "cat", "images": 2}, {"id": "dog", "images": 2}]
    assert graph["edges"] == [{"source": "cat", "target": "dog", "images": 1}]
    assert graph["images"] == 4


def test_a_label_and_one_above_it_are_no_pair_of_the_graph() -> None:
    tree = parse_taxonomy({"labels": {"animal": {}, "pet": {"parents": ["animal"]}, "cat": {"parents": ["pet"]}}})
    graph = count_graph([["animal", "cat", "pet", "sofa"]], 9, Thesaurus([tree]))
    assert [(edge["source"], edge["target"]) for edge in graph["edges"]] == [
        ("animal", "sofa"),
        ("cat", "sofa"),
        ("pet", "sofa"),
    ]
