"""What the search benchmark reads: its variables, and the plans of two databases."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.search.documents import BROADER_EACH, LABELS_EACH, Sample, name
from benchmarks.search.kinds import COMMON, RARE, kinds
from benchmarks.search.plan import Plan, plan_of
from benchmarks.search.target import Target, settings_of
from cocoon.records.posting import postings_of
from query_labels.search.search_request import parse_search

SAMPLE = Sample(2000, datetime(2026, 11, 23, tzinfo=UTC))


def test_sizes_are_measured_from_the_smallest_on_the_database_that_is_named() -> None:
    target = Target.of({"DOCUMENTS": "1000000, 200000", "MONGODB": "mongodb://x/", "KINDS": "prefix"})
    assert (target.sizes, target.kinds) == ((200_000, 1_000_000), ("prefix",))
    settings = settings_of(target.environment, 200_000)
    assert (settings.mongodb_uri, settings.database_name) == ("mongodb://x/", "cocoon-bench-200000")


def test_the_embedded_database_is_measured_by_default_whatever_the_app_would_use() -> None:
    target = Target.of({"MONGODB_URI": "mongodb://production/"})
    assert target.sizes == (2_000, 20_000)
    assert "production" not in target.environment["MONGODB_URI"]


@pytest.mark.parametrize("documents", ["many", "0", "10,", "-5"])
def test_a_wrong_size_is_named(documents: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="DOCUMENTS is"):
        Target.of({"DOCUMENTS": documents}, tmp_path)


def test_documents_follow_from_their_numbers_and_have_labels_by_zipfs_law() -> None:
    documents = [SAMPLE.document(number) for number in range(SAMPLE.size)]
    assert documents[7] == SAMPLE.document(7)
    assert documents[7]["path"] == SAMPLE.path(7)
    assert documents[8]["classified_at"] - documents[7]["classified_at"] == timedelta(milliseconds=10)
    labelled = [each for each in documents if each["status"] == "labelled"]
    assert 0.98 < len(labelled) / SAMPLE.size < 1
    assert all(len(postings_of(each)) == LABELS_EACH + BROADER_EACH for each in labelled)
    with_label = [sum(name(number) in each["label_names"] for each in labelled) for number in range(40)]
    assert with_label[0] > with_label[1] > with_label[9] > with_label[39] > 0


def test_the_app_takes_every_search() -> None:
    searches = [each for each in kinds(SAMPLE) if each.route == "search"]
    assert len({each.name for each in searches}) == len(searches) > 30
    assert all(parse_search(each.parameters) for each in searches)
    assert {COMMON, RARE} <= {value for each in searches for _, value in each.parameters}


def test_rows_of_postgresqls_plan_are_added_up_with_those_read_in_vain() -> None:
    lines = [
        "Limit  (cost=0.00..1.73 rows=51 width=1286) (actual time=104.556..104.557 rows=51 loops=1)",
        "  Buffers: shared hit=3588",
        '  ->  Index Scan using "container_1" on documents_8  (cost=0 rows=278) (actual time=0.5..1.5 rows=51 loops=1)',
        "        Index Cond: (document @= '...'::bson)",
        "        Rows Removed by Filter: 10388",
    ]
    assert plan_of({"plan": lines}) == Plan(10_439, sorts=False, pages=3588)
    assert plan_of({"plan": ["Sort (actual time=1..1 rows=5 loops=1)", "  Sort Key: (x)", lines[2]]}) == Plan(51, True)


def test_rows_of_mongods_plan_are_the_entries_or_documents_that_it_examined() -> None:
    stages = {"stage": "LIMIT", "inputStage": {"stage": "FETCH", "inputStage": {"stage": "IXSCAN"}}}
    answer = {"executionStats": {"totalDocsExamined": 20, "totalKeysExamined": 51, "executionStages": stages}}
    assert plan_of(answer) == Plan(51, sorts=False)
    answer["executionStats"]["executionStages"] = {"stage": "SORT", "inputStage": stages}
    assert plan_of(answer) == Plan(51, sorts=True)


def test_a_database_that_measures_nothing_has_no_plan() -> None:
    assert plan_of({"queryPlanner": {}, "ok": 1.0}) is None
