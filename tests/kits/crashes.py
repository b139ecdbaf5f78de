"""Stop code at each awaited step, as a process that is killed there."""

from collections.abc import Iterator


class Crash(BaseException):
    """The process is killed. No handler of the code under test may catch it."""


class Steps:
    """Counts the steps of the in-memory services, and crashes at one of them: before it takes effect, or after."""

    def __init__(self, crash_at: int | None = None) -> None:
        self.taken, self._crash_at = 0, crash_at

    def step(self) -> Iterator[None]:
        """Use as ``for _ in steps.step(): effect``; a step has two places to crash."""
        self._check()
        yield
        self._check()

    def _check(self) -> None:
        if self.taken == self._crash_at:
            raise Crash
        self.taken += 1
