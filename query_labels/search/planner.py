"""Decide which lists a search goes through, and what is checked of each image in them (pure)."""

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from cocoon.records.counts import Counts
from cocoon.records.image_document import FAILED
from cocoon.records.rank import score_key
from query_labels.search.conditions import (
    Condition,
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
from query_labels.search.plan import Plan, Route
from query_labels.search.search_lists import ImageList, PathList, Period, PostingList, SearchList
from query_labels.search.search_request import BEST, SearchQuery
from query_labels.search.selectivity import FEW_IMAGES, Length, known_share_of, may_be_shorter, share_of, size_of

PAGE = 50  # images that most searches ask for


def plan_of(query: SearchQuery, counts: Counts) -> Plan:
    """Return the plan of a search; the counts are those that are known, so they may lag or be empty."""
    period = Period(query.classified_from, query.classified_to)
    listed = _listed(query) if counts.are_filled else _listed_as_in_1_0(query)
    listed.sort(key=lambda each: size_of(each, counts))
    others = [lacks_labels(query.excluded)] if query.excluded else []
    dated = [is_of_period(period)] if query.classified_from or query.classified_to else []
    conditions = [*listed, *others, *dated]
    is_folder = has_prefix(query.prefix).is_exact and counts.are_filled
    paths = [Route([PathList(query.prefix)])] if query.prefix and not is_folder else []
    if query.sort != BEST:
        return Plan(conditions, [*_by_time([*listed, *others], period, counts)], paths)
    first = query.labels[0]
    met = [each for each in conditions if ("label_names", first) not in each.lists]
    best = Route([PostingList(first, query.min_score)], len(conditions) == 1, known_share_of(met, counts))
    # A few images of the label itself may be read sooner by time than by score, where each is read twice.
    by_time = len(conditions) > 1 and 0 < counts.labels.get(first, 0) <= FEW_IMAGES
    helpful = [each for each in listed if each.lists and (by_time or ("label_names", first) not in each.lists)]
    helpful = [each for each in helpful if size_of(each, counts).length is not Length.LONG]
    small = [Route(_lists(condition, period)) for condition in helpful]
    small_first = bool(helpful) and _is_sooner_whole(helpful[0], met, counts)
    return Plan(conditions, [best], [*small, *paths], small_first, score_key(first))


def _by_time(conditions: Sequence[Condition], period: Period, counts: Counts) -> Iterator[Route]:
    """Yield the routes newest first: the one that is likely the shortest, then others that may be shorter."""
    listed = [each for each in conditions if each.lists]
    for condition in listed:
        if condition is not listed[0] and not may_be_shorter(condition, listed[0], counts):
            continue
        others = [each for each in conditions if each is not condition]
        share = known_share_of(others, counts) if condition.is_exact else None
        yield Route(_lists(condition, period), condition.is_exact and not others, share)
    if not listed:
        yield Route([ImageList(period=period)], not conditions, known_share_of(conditions, counts))


def _lists(condition: Condition, period: Period) -> list[SearchList]:
    return [ImageList(*each, period) for each in condition.lists]


def _is_sooner_whole(condition: Condition, others: Iterable[Condition], counts: Counts) -> bool:
    """Return whether to read a condition's images whole, or else the postings of the first label until a page is full.

    Each posting is read with its document, and has what is asked for as often as the other conditions are met.
    """
    size = size_of(condition, counts)
    if size.images is None or size.length is not Length.SHORT:
        return False
    return size.images * prod(share_of(each, counts) for each in others) < 2 * PAGE


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
