"""What the statistics show."""

from datetime import UTC, datetime, timedelta

import pytest

from cocoon.labels.taxonomy_format import parse_taxonomy
from cocoon.records.activity_minute import ActivityMinute
from cocoon.records.work import Work
from cocoon.settings.app_settings import Prices
from query_labels.statistics.label_graph import count_graph
from query_labels.statistics.worker_activity import cost, history, per_minute, workers
from query_labels.thesaurus.thesaurus import Thesaurus
from tests.kits.thesauri import NO_THESAURUS

AT = datetime(2026, 11, 24, 12, 0, 30, tzinfo=UTC)


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
