"""Query parameters, read and checked (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from cocoon.documents import FAILED, LABELLED
from cocoon.errors import BadRequestError
from cocoon.labels import normalise
from cocoon.numbers import parse_number
from cocoon.text import unusable
from query_labels.cursor import Cursor
from query_labels.cursor import decode as decode_cursor

DEFAULT_LIMIT, MAX_LIMIT = 50, 200


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search; ``labels`` are normalised, ``match`` is "all" or "any", ``sort`` "score" or "newest"."""

    labels: tuple[str, ...] = ()
    match: str = "all"
    min_score: float = 0.0
    prefix: str = ""
    status: str | None = None
    sort: str = "newest"
    limit: int = DEFAULT_LIMIT
    cursor: Cursor | None = None


@dataclass(frozen=True, slots=True)
class LabelsQuery:
    """Which labels to count: those whose normalised name begins with ``prefix``."""

    prefix: str = ""
    limit: int = DEFAULT_LIMIT


def parse_search(parameters: Sequence[tuple[str, str]]) -> SearchQuery:
    """Read the parameters of a search.

    :raises BadRequestError: naming the parameter that is wrong.
    """
    values = _Parameters(parameters, ("match", "min_score", "prefix", "status", "sort", "limit", "cursor"), ("label",))
    labels = tuple(dict.fromkeys(normalise(label) for label in values.all("label")))
    if "" in labels:
        raise BadRequestError("label is empty.")
    match = values.choice("match", ("all", "any")) or "all"
    has_score = len(labels) == 1 or (bool(labels) and match == "all")
    sort = values.choice("sort", ("score", "newest")) or ("score" if has_score else "newest")
    if sort == "score" and not has_score:
        raise BadRequestError(
            "sort=score needs a label, and with several labels match=all: it orders by the first label's score."
        )
    query = SearchQuery(
        labels=labels,
        match=match,
        min_score=values.number("min_score", 0.0, 0.0, 1.0),
        prefix=values.text("prefix"),
        status=values.choice("status", (LABELLED, FAILED)),
        sort=sort,
        limit=int(values.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT)),
        cursor=decode_cursor(values.text("cursor")) if values.text("cursor") else None,
    )
    if query.cursor and query.cursor.sort != query.sort:
        raise BadRequestError(f"cursor belongs to a search with sort={query.cursor.sort}, not {query.sort}.")
    if query.min_score and not labels:
        raise BadRequestError("min_score needs a label.")
    return query


def parse_labels(parameters: Sequence[tuple[str, str]]) -> LabelsQuery:
    """Read the parameters of a label look-up.

    :raises BadRequestError: naming the parameter that is wrong.
    """
    values = _Parameters(parameters, ("q", "limit"), ())
    return LabelsQuery(normalise(values.text("q")), int(values.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT)))


class _Parameters:
    """Looks up parameters; refuses unknown ones and, but for ``repeatable``, repeated ones."""

    def __init__(self, parameters: Sequence[tuple[str, str]], single: Sequence[str], repeatable: Sequence[str]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in parameters:
            if name not in single and name not in repeatable:
                raise BadRequestError(f"{name} is not known; allowed are {', '.join((*repeatable, *single))}.")
            if problem := unusable(value):
                raise BadRequestError(f"{name} {problem}.")
            self._values.setdefault(name, []).append(value)
            if name in single and len(self._values[name]) > 1:
                raise BadRequestError(f"{name} is given more than once.")

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def text(self, name: str) -> str:
        return self._values.get(name, [""])[0]

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        value = self.text(name)
        if value and value not in allowed:
            raise BadRequestError(f"{name} is {value!r}; it must be {' or '.join(allowed)}.")
        return value or None

    def number(self, name: str, default: float, low: float, high: float) -> float:
        raw = self.text(name)
        if not raw:
            return default
        try:
            return parse_number(raw, type(default), low, high)
        except ValueError as error:
            raise BadRequestError(f"{name} is {raw!r}; it {error}.") from error
