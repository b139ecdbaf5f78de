"""An index that is not there is not named for a while."""

from cocoon.services.index_hints import MOST_REMEMBERED, RETRY_SECONDS, IndexHints


def test_an_index_that_is_missed_is_named_again_after_a_minute() -> None:
    now = 0.0
    hints = IndexHints(lambda: now)
    assert hints.may_name(("db.images", "path_1"))
    hints.miss(("db.images", "path_1"))
    assert not hints.may_name(("db.images", "path_1"))
    assert hints.may_name(("db.images", "other"))
    now = RETRY_SECONDS
    assert hints.may_name(("db.images", "path_1"))


def test_only_some_are_remembered() -> None:
    hints = IndexHints(lambda: 0.0)
    for number in range(MOST_REMEMBERED + 1):
        hints.miss(("db.images", str(number)))
    assert hints.may_name(("db.images", "0"))
    assert not hints.may_name(("db.images", str(MOST_REMEMBERED)))
