"""A search in MongoDB's terms, of which only those are used that Cosmos DB has too (pure)."""

from datetime import datetime
from typing import Any

from cocoon.labels import score_key
from cocoon.text import prefix_range
from query_labels.cursor import Cursor
from query_labels.query import SearchQuery

Filter = dict[str, Any]


def search_filter(query: SearchQuery) -> Filter:
    """Return the filter of a search, with the cursor's condition.

    Label names are compared as values, never as operators.
    """
    conditions: list[Filter] = []
    if query.min_score:
        scores = [{f"scores.{score_key(label)}": {"$gte": query.min_score}} for label in query.labels]
        conditions += [{"$or": scores}] if query.match == "any" else scores
    if query.labels:
        operator = "$in" if query.match == "any" else "$all"
        conditions.append({"label_names": {operator: list(query.labels)}})
    if query.prefix:
        conditions.append({"path": prefix_range(query.prefix)})
    if query.status:
        conditions.append({"status": query.status})
    if query.cursor:
        conditions.append(_after(sort_field(query), query.cursor))
    return {"$and": conditions} if len(conditions) > 1 else conditions[0] if conditions else {}


def sort_field(query: SearchQuery) -> str:
    """Return the field that the search is sorted by, highest first; ties are sorted by ``_id``."""
    return f"scores.{score_key(query.labels[0])}" if query.sort == "score" else "classified_at"


def place_of(query: SearchQuery, document: dict[str, Any]) -> Cursor:
    """Return the cursor that points behind a document."""
    if query.sort == "score":
        value: float | datetime = document["scores"][score_key(query.labels[0])]
    else:
        value = document["classified_at"]
    return Cursor(query.sort, value, document["_id"])


def _after(field: str, cursor: Cursor) -> Filter:
    return {"$or": [{field: {"$lt": cursor.value}}, {field: cursor.value, "_id": {"$gt": cursor.id}}]}
