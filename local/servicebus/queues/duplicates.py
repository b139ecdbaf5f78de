"""Duplicate detection: the message ids that a queue has accepted within its time window."""

from collections import OrderedDict


class DuplicateHistory:
    """Remembers message ids for ``window`` milliseconds."""

    def __init__(self, window: int) -> None:
        self.window = window
        self._seen: OrderedDict[str, int] = OrderedDict()

    def is_duplicate(self, message_id: str, at: int) -> bool:
        """Return whether the id was seen within the window; remember it if not."""
        self._forget(at)
        if message_id in self._seen:
            return True
        self.remember(message_id, at)
        return False

    def remember(self, message_id: str, at: int) -> None:
        """Note that an id was seen; ``at`` must not be earlier than in the call before."""
        self._seen[message_id] = at

    def _forget(self, at: int) -> None:
        while self._seen and next(iter(self._seen.values())) + self.window <= at:
            self._seen.popitem(last=False)
