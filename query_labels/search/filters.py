"""Turn a search into MongoDB operators, using only those that Cosmos DB supports, too (pure).

Label names are compared as values, never as operators or field names, see :func:`cocoon.records.rank.score_key`.
docs/explanation/search.md says which index serves which search.
"""

from typing import Any

from pymongo import ASCENDING, DESCENDING

from cocoon.records.image_document import ImageDocument
from cocoon.records.rank import lowest_rank, score_key
from cocoon.text import prefix_range
from query_labels.search.cursor import Cursor
from query_labels.search.search_request import BEST, SearchQuery

Filter = dict[str, Any]


def search_filter(query: SearchQuery, container: str) -> Filter:
    """Return the filter of a search in a container, with the cursor's condition."""
    filter_: Filter = {"container": container, **_labels(query), **_ranks(query)}
    if query.prefix:
        filter_["path"] = prefix_range(query.prefix)
    fields = {"status": query.status, "error.code": query.error}
    fields |= {"model.name": query.model, "model.version": query.model_version}
    filter_ |= {name: value for name, value in fields.items() if value}
    either = _scores_of_any(query)
    after = _after(query.cursor) if query.cursor and query.sort != BEST else {}
    if either and "$or" in after:
        return {**filter_, "classified_at": after["classified_at"], "$and": [either, {"$or": after["$or"]}]}
    return filter_ | either | after


def order(query: SearchQuery) -> list[tuple[str, int]]:
    """Return the fields that order the result; together they are unique."""
    if query.sort == BEST:
        return [(_rank_field(query.labels[0]), DESCENDING)]
    return [("classified_at", DESCENDING), ("_id", ASCENDING)]


def cursor_after(query: SearchQuery, document: ImageDocument) -> Cursor:
    """Return the cursor of the place after a document."""
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
    """Return the conditions on the labels' ranks if all labels are wanted."""
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


def _after(cursor: Cursor) -> Filter:
    """Return the condition that a document comes after the cursor's; its first part lets an index be used."""
    value = cursor.value
    return {
        "classified_at": {"$lte": value},
        "$or": [{"classified_at": {"$lt": value}}, {"classified_at": value, "_id": {"$gt": cursor.id}}],
    }


def _rank_field(label: str) -> str:
    return f"ranks.{score_key(label)}"
