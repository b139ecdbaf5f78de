"""Decide when to count the totals again, and when a request waits for that (pure)."""

from datetime import datetime, timedelta

from cocoon.records.counts import Counts, Fingerprint

MOST_OF_THE_TIME = 0.05  # the share of time that counting may take while images are labelled
AT_REST = timedelta(seconds=2)  # without a new document, after which one more count makes the totals exact
LATE = timedelta(minutes=5)  # how long after its time a document may still be written
QUICK_SECONDS, QUICK_IMAGES = 2.0, 50_000  # counting that a request waits for


def is_due(counts: Counts, now: Fingerprint, at: datetime) -> bool:
    """Return whether to count again.

    While images are labelled, counting may take a twentieth of the time. Once labelling rests, one more count makes the
    totals exact.
    """
    if counts.counted_at is None:
        return now.images > 0
    differs = now != counts.fingerprint
    may_differ = now.newest is not None and counts.counted_at < now.newest + LATE
    if not differs and not may_differ:
        return False
    rested = differs and (now.newest is None or at - now.newest > AT_REST)
    return rested or at - counts.counted_at > timedelta(seconds=counts.seconds / MOST_OF_THE_TIME)


def is_quick(counts: Counts, now: Fingerprint) -> bool:
    """Return whether counting is so quick that a request may wait for it."""
    if counts.counted_at is None:
        return now.images <= QUICK_IMAGES
    return counts.seconds <= QUICK_SECONDS
