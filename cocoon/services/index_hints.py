"""Remember which indexes are not there yet, so that no command names them for a while."""

from collections.abc import Callable
from time import monotonic

RETRY_SECONDS = 60.0
MOST_REMEMBERED = 100
Index = tuple[str, str]  # the collection's full name and the index's


class IndexHints:
    """The indexes that the database did not know, and since when."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._missed: dict[Index, float] = {}

    def may_name(self, index: Index) -> bool:
        """Return whether an index may be named: it is there, as far as is known."""
        return self._clock() >= self._missed.get(index, float("-inf"))

    def miss(self, index: Index) -> None:
        """Note that an index is not there; it is not named for a minute."""
        while len(self._missed) >= MOST_REMEMBERED:
            del self._missed[next(iter(self._missed))]
        self._missed[index] = self._clock() + RETRY_SECONDS
