"""What a request asks for, read from its query string (pure)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from cocoon.documents import FAILED, LABELLED
from cocoon.errors import BadRequestError
from cocoon.labels import normalise
from query_labels import cursor as cursors
from query_labels.cursor import Cursor
from query_labels.parameters import Pairs, Parameters
from query_labels.vocabulary import Vocabulary, known_name

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
MAX_FACETS, MAX_LABELS = 100, 1000
DEFAULT_NODES, MAX_NODES = 60, 200
DEFAULT_MINUTES, MAX_MINUTES = 60, 7 * 24 * 60
MOST_SEARCHED = 20  # labels in one search
NEWEST, BEST = "newest", "score"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search; label names are normalised, ``match`` is "all" or "any", ``sort`` "score" or "newest"."""

    labels: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    match: str = "all"
    min_score: float = 0.0
    prefix: str = ""
    status: str | None = None
    error: str = ""
    model: str = ""
    model_version: str = ""
    sort: str = NEWEST
    limit: int = DEFAULT_LIMIT
    facets: int = 0
    cursor: Cursor | None = None
    rarest: str = ""  # of the labels, where that is known: what an index is best read by

    @property
    def identity(self) -> str:
        """What two pages of one search have in common."""
        return repr(replace(self, limit=0, facets=0, cursor=None))

    def known(self, vocabulary: Vocabulary) -> Self:
        """Return the search with the names that the labels are known by: "cats" finds "cat"."""
        labels, excluded = ([known_name(name, vocabulary) for name in names] for names in (self.labels, self.excluded))
        rarest = min(labels, key=lambda name: vocabulary.get(name, 0), default="")
        return replace(
            self, labels=tuple(dict.fromkeys(labels)), excluded=tuple(dict.fromkeys(excluded)), rarest=rarest
        )


@dataclass(frozen=True, slots=True)
class LabelsQuery:
    """Which labels to count: those with a word that begins with ``prefix`` (normalised)."""

    prefix: str = ""
    limit: int = DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class GraphQuery:
    """How many labels to show of the images that were looked at ``since`` then."""

    limit: int = DEFAULT_NODES
    since: datetime | None = None


def parse_search(parameters: Pairs) -> SearchQuery:
    """Read the parameters of a search.

    :raises BadRequestError: naming the parameter that is wrong.
    """
    single = ("match", "min_score", "prefix", "status", "error", "model", "model_version", "sort", "limit", "facets")
    values = Parameters(parameters, (*single, "cursor"), ("label",))
    asked = values.all("label")
    labels = _names([label for label in asked if not label.startswith("-")])
    match = values.choice("match", ("all", "any")) or "all"
    has_score = len(labels) == 1 or (bool(labels) and match == "all")
    query = SearchQuery(
        labels=labels,
        excluded=_names([label[1:] for label in asked if label.startswith("-")]),
        match=match,
        min_score=values.number("min_score", 0.0, 0.0, 1.0),
        prefix=values.text("prefix"),
        status=values.choice("status", (LABELLED, FAILED)),
        error=values.text("error"),
        model=values.text("model"),
        model_version=values.text("model_version"),
        sort=values.choice("sort", (BEST, NEWEST)) or (BEST if has_score else NEWEST),
        limit=int(values.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT)),
        facets=int(values.number("facets", 0, 0, MAX_FACETS)),
    )
    _check(query, has_score=has_score)
    text = values.text("cursor")
    return replace(query, cursor=cursors.decode(text, query.sort, query.identity)) if text else query


def parse_labels(parameters: Pairs) -> LabelsQuery:
    """Read the parameters of a label look-up.

    :raises BadRequestError: naming the parameter that is wrong.
    """
    values = Parameters(parameters, ("q", "limit"))
    return LabelsQuery(normalise(values.text("q")), int(values.number("limit", DEFAULT_LIMIT, 1, MAX_LABELS)))


def parse_graph(parameters: Pairs) -> GraphQuery:
    """Read the parameters of the label graph.

    :raises BadRequestError: naming the parameter that is wrong.
    """
    values = Parameters(parameters, ("limit", "since"))
    return GraphQuery(int(values.number("limit", DEFAULT_NODES, 1, MAX_NODES)), values.time("since"))


def parse_minutes(parameters: Pairs) -> int:
    """Read for how many minutes the history of the statistics is wanted.

    :raises BadRequestError: naming the parameter that is wrong.
    """
    return int(Parameters(parameters, ("minutes",)).number("minutes", DEFAULT_MINUTES, 1, MAX_MINUTES))


def _names(labels: list[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(normalise(label) for label in labels))
    if "" in names:
        raise BadRequestError("label is empty.")
    if len(names) > MOST_SEARCHED:
        raise BadRequestError(f"label is given {len(names)} times; {MOST_SEARCHED} are allowed.")
    return names


def _check(query: SearchQuery, *, has_score: bool) -> None:
    if query.sort == BEST and not has_score:
        raise BadRequestError(
            "sort=score needs a label, and with several labels match=all: it orders by the first label's score."
        )
    if query.min_score and not query.labels:
        raise BadRequestError("min_score needs a label.")
    if query.model_version and not query.model:
        raise BadRequestError("model_version needs a model.")


def parse_none(parameters: Pairs) -> None:
    """Expect no parameters.

    :raises BadRequestError: naming one that is there.
    """
    Parameters(parameters, ())
