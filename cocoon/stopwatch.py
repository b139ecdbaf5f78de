"""How long each stage of a piece of work took."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Stopwatch:
    """Collects seconds by stage; a stage that is timed twice has the sum."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def add(self, stage: str, seconds: float) -> None:
        """Add seconds to a stage."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is done in the block, also if it raises."""
        started = perf_counter()
        try:
            yield
        finally:
            self.add(name, perf_counter() - started)
