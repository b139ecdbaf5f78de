"""Keep answers that cost many reads, for some seconds."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Generic, TypeVar

from cocoon.services.clients import Clients

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Answer]):
    clients: Clients
    begun: float
    making: asyncio.Task[Answer]

    @property
    def has_failed(self) -> bool:
        return self.making.done() and (self.making.cancelled() or self.making.exception() is not None)


class AnswerCache(Generic[Question, Answer]):
    """The latest answers of this process; none is from before it cleared the labels."""

    def __init__(self, seconds: float, most: int) -> None:
        self._seconds, self._most = seconds, most
        self._answers: dict[Question, _Kept[Answer]] = {}

    async def get(
        self, clients: Clients, question: Question, make: Callable[[], Coroutine[Any, Any, Answer]]
    ) -> Answer:
        """Return the answer that is kept, or make it; those who ask at the same time wait for one that is made."""
        now = monotonic()
        oldest = max(now - self._seconds, clients.labels_cleared_at)
        kept = self._answers.pop(question, None)
        if kept is None or kept.clients is not clients or kept.begun < oldest or kept.has_failed:
            kept = _Kept(clients, now, asyncio.create_task(make()))
        self._answers[question] = kept
        while len(self._answers) > self._most:
            del self._answers[next(iter(self._answers))]
        return await asyncio.shield(kept.making)
