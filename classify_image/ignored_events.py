"""Count the events that change nothing about labels, and log each type once: they may come by the thousand."""

import logging

from cocoon.telemetry import metrics

MOST_LOGGED = 100  # types

logger = logging.getLogger(__name__)
_logged: set[str] = set()


def count_ignored(event_type: str) -> None:
    """Count an ignored event."""
    is_new = event_type not in _logged
    if is_new and len(_logged) >= MOST_LOGGED:
        event_type, is_new = "other", False
    metrics.record("cocoon.events.ignored", 1, type=event_type)
    if is_new:
        _logged.add(event_type)
        logger.info("events of the type %r are ignored: they change nothing about labels", event_type)
