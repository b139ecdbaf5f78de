"""When to recount and how, and by how much to correct."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import add_up, encode
from cocoon.records.recount import Phase, Recount
from recount_labels.correction_rules import corrections, distance
from recount_labels.outdated_fields import lacking_fields
from recount_labels.recount_rules import FIRST_SECONDS, SECONDS, is_due, is_thorough, seconds_of_tick
from tests.kits.documents import NET, failed_document
from tests.kits.former_documents import as_of_1_0, before_postings
from tests.kits.odd_labels import with_names

AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def last(ago: timedelta, *, phase: Phase = Phase.DONE, filled: int = 0, thorough: bool = True) -> Recount:
    began = AT - ago
    done = Recount("images", began, began, is_thorough=thorough, phase=phase, filled=filled, thorough_at=began)
    return done if thorough else replace(done, thorough_at=None)


@pytest.mark.parametrize(
    ("before", "written", "due"),
    [
        (None, None, True),  # the first of this version
        (last(HOUR, phase=Phase.FILL), None, True),  # under way
        (last(HOUR), AT, False),
        (last(DAY), AT, True),
        (last(DAY), AT - DAY - HOUR, False),  # nothing was written since
        (last(DAY), None, False),
        (last(7 * DAY), None, True),
        (last(HOUR / 2, filled=1), AT, False),
        (last(HOUR, filled=1), None, True),  # an old worker may have labelled more
    ],
)
def test_when_to_recount(before: Recount | None, written: datetime | None, due: bool) -> None:  # noqa: FBT001
    assert is_due(before, written, AT) is due


def test_which_recounts_are_thorough() -> None:
    assert is_thorough(None, AT)
    assert is_thorough(last(HOUR, filled=1), AT)
    assert is_thorough(last(HOUR, thorough=False), AT)
    assert is_thorough(last(7 * DAY), AT)
    assert not is_thorough(last(DAY), AT)


def test_the_first_may_take_most_of_a_tick() -> None:
    assert seconds_of_tick(last(HOUR, thorough=False)) == FIRST_SECONDS <= 0.8 * 300
    assert seconds_of_tick(last(HOUR)) == SECONDS <= 0.2 * 300


@pytest.mark.parametrize(
    ("counted", "start", "end", "by"),
    [(5, 5, 5, 0), (5, 4, 6, 0), (5, 6, 4, 0), (3, 4, 6, -1), (9, 6, 4, 3), (0, -2, -1, 1), (5, 0, 0, 5)],
)
def test_a_total_is_moved_by_the_distance(counted: int, start: int, end: int, by: int) -> None:
    assert distance(counted, start, end) == by


NUMBERS = st.dictionaries(st.sampled_from(["cat", "a.b", "$x", "7"]), st.integers(-5, 5))
TOTALS = st.builds(
    lambda images, labels, failures, models: CountChange(
        images, Counter(labels), Counter(failures), models=Counter({NET: models})
    ),
    st.integers(0, 9),
    NUMBERS,
    NUMBERS,
    st.integers(-5, 5),
)


@given(TOTALS, st.lists(TOTALS, min_size=0, max_size=4))
def test_at_rest_the_corrected_totals_are_those_counted(counted: CountChange, shards: list[CountChange]) -> None:
    records = [encode(shard) | {"_id": str(number)} for number, shard in enumerate(shards)]
    plan = corrections(counted, add_up(records), records, "0")
    totals = add_up([*records, *map(encode, plan.values())])
    assert (totals.images, +totals.labels, -totals.labels) == (counted.images, +counted.labels, -counted.labels)
    assert (+totals.failures, -totals.failures) == (+counted.failures, -counted.failures)
    assert totals.models[NET] == counted.models[NET]
    for record in records:  # so that the label can be removed from each of them
        after = add_up([record, encode(plan.get(record["_id"], CountChange()))]).labels
        assert not any(after[name] for name in after if not counted.labels[name])


def test_what_is_right_is_not_corrected() -> None:
    counted = CountChange(2, Counter(cat=2))
    assert corrections(counted, counted, [encode(counted) | {"_id": "3"}], "0") == {}


def test_what_documents_lack() -> None:
    document = with_names("images", "2024/Eiffel.jpg", ["cat"])
    assert lacking_fields(document) == {}
    keys = ["folder 2024/", "model net", "model net 1"]
    assert lacking_fields(before_postings(document)) == {"search_keys": keys}
    models = [{"name": "net", "version": "1"}]
    assert lacking_fields(as_of_1_0(document)) == {
        "search_keys": keys,
        "models": models,
        "path_words": ["2024", "eiffel"],
    }
    failed = as_of_1_0(failed_document("images", "a.jpg", "image_damaged"))
    assert lacking_fields(failed)["search_keys"] == ["error image_damaged", "model net", "model net 1"]
