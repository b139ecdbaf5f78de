"""Parse the parameters of a search (pure)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from cocoon.errors import BadRequestError
from cocoon.http.query_parameters import Pairs, Parameters
from cocoon.labels.names import fold
from cocoon.labels.path_words import words_of
from cocoon.records.image_document import FAILED, LABELLED
from query_labels.search import cursor as cursors
from query_labels.search.cursor import Cursor
from query_labels.search.search_lists import whole_milliseconds

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
MAX_FACETS = 100
MOST_SEARCHED, LONGEST_LABEL = 20, 200  # labels in one search, characters of one
NEWEST, BEST = "newest", "score"
_SINGLE = (
    *("match", "min_score", "prefix", "status", "error", "model", "model_version", "classified_from", "classified_to"),
    *("sort", "limit", "facets", "cursor"),
)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search. Label names are normalised; ``match`` is "all" or "any", ``sort`` is "score" or "newest".

    :ivar name_words: words that the paths of all images must have.
    :ivar path_words: for each word that is no label, the words of paths that it was taken for; ``match`` counts them.
    :ivar classified_from: the first time, in whole milliseconds; ``classified_to`` is the first after the last.
    """

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
    name_words: tuple[str, ...] = ()
    path_words: tuple[tuple[str, ...], ...] = ()
    classified_from: datetime | None = None
    classified_to: datetime | None = None

    @property
    def identity(self) -> str:
        """A string that the pages of one search share."""
        return repr(replace(self, limit=0, facets=0, cursor=None))

    def with_possible_sort(self, *, has_postings: bool = True) -> Self:
        """Return the search ordered by time if it cannot be ordered by score.

        It cannot if no label is left, or not all images have their postings yet. Further pages keep the first one's
        order.

        :raises BadRequestError: if the cursor is of another order.
        """
        is_by_score = isinstance(self.cursor.value, str) if self.cursor else has_postings
        query = self if self.labels and is_by_score else replace(self, sort=NEWEST)
        if query.cursor and isinstance(query.cursor.value, str) != (query.sort == BEST):
            raise BadRequestError(cursors.NOT_OF_THIS_SEARCH)
        return query


def parse_search(parameters: Pairs) -> SearchQuery:
    """Parse the parameters of a search.

    :raises BadRequestError: naming the wrong parameter.
    """
    values = Parameters(parameters, _SINGLE, ("label", "name"))
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
        name_words=_name_words(values.all("name")),
        classified_from=_time(values, "classified_from"),
        classified_to=_time(values, "classified_to"),
    )
    _check(query, has_score=has_score)
    text = values.text("cursor")
    return replace(query, cursor=cursors.decode(text, query.identity)) if text else query


def _names(labels: list[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(fold(label) for label in labels))
    if "" in names:
        raise BadRequestError("label is empty.")
    if (longest := max(map(len, names), default=0)) > LONGEST_LABEL:
        raise BadRequestError(f"label has {longest} characters; {LONGEST_LABEL} are allowed.")
    if len(names) > MOST_SEARCHED:
        raise BadRequestError(f"label is given {len(names)} times; {MOST_SEARCHED} are allowed.")
    return names


def _name_words(names: list[str]) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word for name in names for word in words_of(name)))
    if not all(words_of(name) for name in names):
        raise BadRequestError("name has no word.")
    if len(words) > MOST_SEARCHED:
        raise BadRequestError(f"name has {len(words)} words; {MOST_SEARCHED} are allowed.")
    return words


def _time(values: Parameters, name: str) -> datetime | None:
    """Return a time in the database's precision."""
    time = values.time(name)
    return time and whole_milliseconds(time)


def _check(query: SearchQuery, *, has_score: bool) -> None:
    if query.sort == BEST and not has_score:
        raise BadRequestError(
            "sort=score needs a label, and with several labels match=all: it orders by the first label's score."
        )
    if query.min_score and not query.labels:
        raise BadRequestError("min_score needs a label.")
    if query.model_version and not query.model:
        raise BadRequestError("model_version needs a model.")
    if query.classified_from and query.classified_to and query.classified_from >= query.classified_to:
        raise BadRequestError("classified_to must be after classified_from.")
