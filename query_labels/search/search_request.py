"""Parse the parameters of a search (pure)."""

from dataclasses import dataclass, replace
from typing import Self

from cocoon.errors import BadRequestError
from cocoon.http.query_parameters import Pairs, Parameters
from cocoon.labels.names import normalise
from cocoon.records.image_document import FAILED, LABELLED
from query_labels.search import cursor as cursors
from query_labels.search.cursor import Cursor
from query_labels.search.vocabulary import Vocabulary, known_name

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
MAX_FACETS = 100
MOST_SEARCHED = 20  # labels in one search
NEWEST, BEST = "newest", "score"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search. Label names are normalised; ``match`` is "all" or "any", ``sort`` is "score" or "newest"."""

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
    rarest: str = ""  # the label with the fewest images, if known: its index entries are read

    @property
    def identity(self) -> str:
        """A string that the pages of one search share."""
        return repr(replace(self, limit=0, facets=0, cursor=None))

    def known(self, vocabulary: Vocabulary) -> Self:
        """Return the search with the known names of its labels: "cats" finds "cat"."""
        labels, excluded = ([known_name(name, vocabulary) for name in names] for names in (self.labels, self.excluded))
        rarest = min(labels, key=lambda name: vocabulary.get(name, 0), default="")
        return replace(
            self, labels=tuple(dict.fromkeys(labels)), excluded=tuple(dict.fromkeys(excluded)), rarest=rarest
        )


def parse_search(parameters: Pairs) -> SearchQuery:
    """Parse the parameters of a search.

    :raises BadRequestError: naming the wrong parameter.
    """
    single = ("match", "min_score", "prefix", "status", "error", "model", "model_version", "sort", "limit", "facets")
    values = Parameters(parameters, (*single, "cursor"), ("label",))
    label_values = values.all("label")
    labels = _names([label for label in label_values if not label.startswith("-")])
    match = values.choice("match", ("all", "any")) or "all"
    has_score = len(labels) == 1 or (bool(labels) and match == "all")
    query = SearchQuery(
        labels=labels,
        excluded=_names([label[1:] for label in label_values if label.startswith("-")]),
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
