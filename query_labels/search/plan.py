"""Decide which lists a search goes through, and what is checked of each image in them (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from cocoon.records.image_document import FAILED
from cocoon.records.rank import score_key
from query_labels.search.conditions import (
    Condition,
    Document,
    any_of,
    has_error,
    has_label,
    has_prefix,
    has_status,
    has_words,
    is_of_period,
    lacks_labels,
    of_model,
)
from query_labels.search.places import Place
from query_labels.search.search_lists import ImageList, PathList, Period, PostingList, SearchList
from query_labels.search.search_request import BEST, SearchQuery
from query_labels.search.vocabulary import Vocabulary

FEW_IMAGES = 1000  # of a label: its list may be read whole


@dataclass(frozen=True, slots=True)
class Route:
    """Lists that together have all images of a search.

    :ivar is_enough: whether they have no others, but for what changes meanwhile.
    """

    lists: Sequence[SearchList]
    is_enough: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a search reads.

    :ivar conditions: all that an image must meet.
    :ivar routes: in the order of the result, the best first; each is right by itself.
    :ivar small: routes in another order, which help if they are short enough to be read whole.
    :ivar small_first: whether the first of these is known to be short.
    :ivar rank_key: the label whose ranks order the result; empty if times do.
    """

    conditions: Sequence[Condition]
    routes: Sequence[Route]
    small: Sequence[Route] = ()
    small_first: bool = False
    rank_key: str = ""

    @property
    def fields(self) -> list[str]:
        """The fields that are checked, and those that order the result."""
        order = [f"ranks.{self.rank_key}"] if self.rank_key else []
        return list(dict.fromkeys(["classified_at", *order, *chain(*(each.fields for each in self.conditions))]))

    def matches(self, document: Document) -> bool:
        """Return whether a document belongs to the result."""
        return all(each.holds(document) for each in self.conditions)

    def place_of(self, document: Document) -> Place:
        """Return a matching document's place in the result."""
        value = document["ranks"][self.rank_key] if self.rank_key else document["classified_at"]
        return Place(value, document["_id"])


def plan_of(query: SearchQuery, vocabulary: Vocabulary, *, are_filled: bool = True) -> Plan:
    """Return the plan of a search.

    :param vocabulary: how many images each label has, as far as it is known.
    :param are_filled: whether documents of versions until 1.0 have what lists need that those did not have.
    """
    period = Period(query.classified_from, query.classified_to)
    listed = _listed(query) if are_filled else _listed_as_in_1_0(query)
    listed.sort(key=lambda each: _size(each, vocabulary))
    others = [lacks_labels(query.excluded)] if query.excluded else []
    dated = [is_of_period(period)] if query.classified_from or query.classified_to else []
    conditions = [*listed, *others, *dated]
    routes = [
        Route([ImageList(*each, period) for each in condition.lists], condition.is_exact and len(listed + others) == 1)
        for condition in listed
        if condition.lists
    ]
    is_folder = has_prefix(query.prefix).is_exact and are_filled
    paths = [Route([PathList(query.prefix)])] if query.prefix and not is_folder else []
    if query.sort != BEST:
        everything = Route([ImageList(period=period)], not listed + others)
        return Plan(conditions, routes or [everything], paths)
    first = query.labels[0]
    best = Route([PostingList(first, query.min_score)], len(conditions) == 1)
    rest = [each for each in listed if each.lists and not (are_filled and ("label_names", first) in each.lists)]
    is_short = bool(rest) and _size(rest[0], vocabulary)[0] == _SHORT
    small = [Route([ImageList(*each, period) for each in condition.lists]) for condition in rest]
    return Plan(conditions, [best], [*small, *paths], is_short, score_key(first))


def _listed(query: SearchQuery) -> list[Condition]:
    """Return the conditions that may have lists."""
    labels = [has_label(name, query.min_score) for name in query.labels]
    phrases = [has_words(phrase) for phrase in query.path_words]
    wanted = [*labels, *phrases]
    if query.match == "any" and len(wanted) > 1:
        wanted = [any_of(wanted)]
    wanted += [has_words(query.name_words)] if query.name_words else []
    wanted += [has_prefix(query.prefix)] if query.prefix else []
    wanted += [has_error(query.error)] if query.error else []
    wanted += [of_model(query.model, query.model_version)] if query.model else []
    return wanted + ([has_status(query.status)] if query.status else [])


def _listed_as_in_1_0(query: SearchQuery) -> list[Condition]:
    """Return the conditions with those lists only in which documents of versions until 1.0 are."""
    listed = [*_listed(query), *([has_status(FAILED)] if query.error and not query.status else [])]
    return [
        each._replace(lists=()) if any(field == "search_keys" for field, _ in each.lists) else each for each in listed
    ]


_SHORT, _UNKNOWN, _LONG, _LONGEST = range(4)
_KINDS = {"folder": _UNKNOWN, "error": _UNKNOWN, "model": _LONGEST}


def _size(condition: Condition, vocabulary: Vocabulary) -> tuple[int, int]:
    """Return how long a condition's lists are likely to be: a label's images are counted, others are guessed."""
    fields = {field for field, _ in condition.lists}
    if fields == {"label_names"}:
        images = sum(vocabulary.get(name, 0) for _, name in condition.lists)
        return (_SHORT if images <= FEW_IMAGES else _LONG), images
    if fields == {"search_keys"}:
        return _KINDS[condition.lists[0][1].partition(" ")[0]], 0
    return (_UNKNOWN if "path_words" in fields else _LONGEST), 0
