"""Decide when to recount, how thoroughly, and for how long at a time (pure)."""

from datetime import datetime, timedelta

from cocoon.records.recount import Phase, Recount

EVERY = timedelta(days=1)  # after which it may be necessary again: crashes lose changes
THOROUGH_EVERY = timedelta(days=7)  # also looks for missing and left-over postings, at several times the cost
AFTER_FILLING = timedelta(hours=1)  # documents of an earlier version may still come while it is being replaced
# Of the five minutes between two ticks.
FIRST_SECONDS = 240.0
SECONDS = 60.0


def is_due(last: Recount | None, written: datetime | None, now: datetime) -> bool:
    """Return whether to begin a recount, or to go on with one.

    :param last: the last recount of this version.
    :param written: when something was last added to the totals, or a document made.
    """
    if last is None or last.phase is not Phase.DONE:
        return True
    age = now - last.began
    if last.filled:
        return age >= AFTER_FILLING
    return age >= THOROUGH_EVERY or (age >= EVERY and written is not None and written > last.began)


def is_thorough(last: Recount | None, now: datetime) -> bool:
    """Return whether the recount after the last one must be thorough."""
    return last is None or bool(last.filled) or last.thorough_at is None or now - last.thorough_at >= THOROUGH_EVERY


def seconds_of_tick(recount: Recount) -> float:
    """Return how long to work on a recount within one tick; the first one makes images findable, so it has more."""
    return SECONDS if recount.thorough_at else FIRST_SECONDS
