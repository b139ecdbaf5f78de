"""Keep answers that cost many reads, for some seconds."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from time import monotonic
from typing import Generic, TypeVar

from cocoon.services.clients import Clients

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Answer]):
    clients: Clients
    begun: float
    answer: Answer


class AnswerCache(Generic[Question, Answer]):
    """The latest answers of this process; none is from before it cleared the labels."""

    def __init__(self, seconds: float, most: int) -> None:
        self._seconds, self._most = seconds, most
        self._answers: dict[Question, _Kept[Answer]] = {}

    async def get(self, clients: Clients, question: Question, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return the answer that is kept, or make it."""
        begun = monotonic()
        oldest = max(begun - self._seconds, clients.labels_cleared_at)
        kept = self._answers.get(question)
        if kept and kept.clients is clients and kept.begun >= oldest:
            return kept.answer
        answer = await make()
        while len(self._answers) >= self._most:
            del self._answers[next(iter(self._answers))]
        self._answers[question] = _Kept(clients, begun, answer)
        return answer
