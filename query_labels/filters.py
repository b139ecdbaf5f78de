"""A search in MongoDB's terms, of which only those are used that Cosmos DB has too (pure).

Label names are compared as values, never as operators or field names: see
:func:`cocoon.labels.score_key`. docs/explanation/search.md says which index serves which search.
"""

from typing import Any

from pymongo import ASCENDING, DESCENDING

from cocoon.labels import lowest_rank, score_key
from cocoon.text import prefix_range
from query_labels.cursor import Cursor
from query_labels.query import BEST, SearchQuery

Filter = dict[str, Any]


def search_filter(query: SearchQuery, container: str) -> Filter:
    """Return the filter of a search in a container, with the cursor's condition."""
    chosen: Filter = {"container": container, **_labels(query), **_ranks(query)}
    if query.prefix:
        chosen["path"] = prefix_range(query.prefix)
    fields = {"status": query.status, "error.code": query.error}
    fields |= {"model.name": query.model, "model.version": query.model_version}
    chosen |= {name: value for name, value in fields.items() if value}
    either = _scores_of_any(query)
    behind = _behind(query.cursor) if query.cursor and query.sort != BEST else {}
    if either and "$or" in behind:
        return {**chosen, "classified_at": behind["classified_at"], "$and": [either, {"$or": behind["$or"]}]}
    return chosen | either | behind


def order(query: SearchQuery) -> list[tuple[str, int]]:
    """Return the fields that the search is sorted by; together they are unique."""
    if query.sort == BEST:
        return [(_rank_field(query.labels[0]), DESCENDING)]
    return [("classified_at", DESCENDING), ("_id", ASCENDING)]


def place_of(query: SearchQuery, document: dict[str, Any]) -> Cursor:
    """Return the cursor that points behind a document."""
    value = document["ranks"][score_key(query.labels[0])] if query.sort == BEST else document["classified_at"]
    return Cursor(value, document["_id"])


def _labels(query: SearchQuery) -> Filter:
    names: Filter = {}
    if query.labels:
        either = query.match == "any" or len(query.labels) == 1
        names["$in"] = list(query.labels) if either else [query.rarest or query.labels[0]]
        if not either:
            names["$all"] = list(query.labels)
    if query.excluded:
        names["$nin"] = list(query.excluded)
    return {"label_names": names} if names else {}


def _ranks(query: SearchQuery) -> Filter:
    """Return the conditions on the labels' ranks where all are wanted."""
    if query.match == "any" and len(query.labels) > 1:
        return {}
    low = lowest_rank(query.min_score)
    ranks: Filter = {_rank_field(label): {"$gte": low} for label in query.labels} if query.min_score else {}
    if query.sort == BEST:
        best = ranks.setdefault(_rank_field(query.labels[0]), {"$gte": low})
        if query.cursor:
            best["$lt"] = query.cursor.value
    return ranks


def _scores_of_any(query: SearchQuery) -> Filter:
    if not query.min_score or query.match != "any" or len(query.labels) == 1:
        return {}
    low = lowest_rank(query.min_score)
    return {"$or": [{_rank_field(label): {"$gte": low}} for label in query.labels]}


def _behind(cursor: Cursor) -> Filter:
    """Return the condition that a document comes behind the cursor's; its first part is what an index is read by."""
    value = cursor.value
    return {
        "classified_at": {"$lte": value},
        "$or": [{"classified_at": {"$lt": value}}, {"classified_at": value, "_id": {"$gt": cursor.id}}],
    }


def _rank_field(label: str) -> str:
    return f"ranks.{score_key(label)}"
