"""Keep answers that cost many reads, for some seconds."""

from collections.abc import Awaitable, Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

from cocoon.services.clients import Clients

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


class AnswerCache(Generic[Question, Answer]):
    """The latest answers of this process; none is from before it cleared the labels."""

    def __init__(self, seconds: float, most: int) -> None:
        self._seconds, self._most = seconds, most
        self._answers: dict[tuple[int, Question], tuple[float, Answer]] = {}

    async def get(self, clients: Clients, question: Question, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return the answer that is kept, or make it."""
        key, begun = (id(clients), question), monotonic()
        oldest = max(begun - self._seconds, clients.labels_cleared_at)
        if (kept := self._answers.get(key)) and kept[0] >= oldest:
            return kept[1]
        answer = await make()
        while len(self._answers) >= self._most:
            del self._answers[next(iter(self._answers))]
        self._answers[key] = begun, answer
        return answer
