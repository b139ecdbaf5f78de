"""Turn a search into MongoDB operators, using only those that Cosmos DB supports, too (pure).

Label names are compared as values, never as operators or field names, see :func:`cocoon.records.rank.score_key`.
docs/explanation/search.md says which index serves which search.
"""

from collections.abc import Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING

from cocoon.records.image_document import ImageDocument
from cocoon.records.model_name import ModelName
from cocoon.records.rank import lowest_rank, score_key
from cocoon.text import prefix_range
from query_labels.search.cursor import Cursor
from query_labels.search.search_request import BEST, SearchQuery

Filter = dict[str, Any]


def search_filter(query: SearchQuery, container: str) -> Filter:
    """Return the filter of a search in a container, with the cursor's condition."""
    filter_: Filter = {"container": container, **_names(query), **_ranks(query)}
    if query.prefix:
        filter_["path"] = prefix_range(query.prefix)
    filter_ |= {name: value for name, value in {"status": query.status, "error.code": query.error}.items() if value}
    alternatives = [*_any_of(query), *_models(query)]
    if query.cursor and query.sort != BEST:
        filter_["classified_at"] = {"$lte": query.cursor.value}  # lets an index be used
        alternatives.append(_after(query.cursor))
    if len(alternatives) == 1:
        return filter_ | {"$or": alternatives[0]}
    return filter_ | ({"$and": [{"$or": each} for each in alternatives]} if alternatives else {})


def order(query: SearchQuery) -> list[tuple[str, int]]:
    """Return the fields that order the result; together they are unique."""
    if query.sort == BEST:
        return [(_rank_field(query.labels[0]), DESCENDING)]
    return [("classified_at", DESCENDING), ("_id", ASCENDING)]


def cursor_after(query: SearchQuery, document: ImageDocument) -> Cursor:
    """Return the cursor of the place after a document."""
    value = document["ranks"][score_key(query.labels[0])] if query.sort == BEST else document["classified_at"]
    return Cursor(value, document["_id"])


def has_all(words: Sequence[str]) -> Filter:
    """Return the condition that an array has all words; its first part lets an index be used, as ``$all`` does not."""
    return {"$in": [words[0]]} | ({"$all": list(words)} if len(words) > 1 else {})


def _is_either(query: SearchQuery) -> bool:
    return query.match == "any" and len(query.labels) + len(query.path_words) > 1


def _names(query: SearchQuery) -> Filter:
    """Return the conditions on label names and on words of paths, without the alternatives of :func:`_any_of`."""
    names: Filter = {"$nin": list(query.excluded)} if query.excluded else {}
    words = dict.fromkeys(query.name_words)
    if not _is_either(query):
        words |= dict.fromkeys(word for phrase in query.path_words for word in phrase)
        if query.labels:
            names["$in"] = [query.rarest or query.labels[0]]
        if len(query.labels) > 1:
            names["$all"] = list(query.labels)
    elif not query.path_words:
        names["$in"] = list(query.labels)
    return ({"label_names": names} if names else {}) | ({"path_words": has_all(list(words))} if words else {})


def _ranks(query: SearchQuery) -> Filter:
    """Return the conditions on the labels' ranks if all labels are wanted."""
    if _is_either(query):
        return {}
    low = lowest_rank(query.min_score)
    ranks: Filter = {_rank_field(label): {"$gte": low} for label in query.labels} if query.min_score else {}
    if query.sort == BEST:
        best = ranks.setdefault(_rank_field(query.labels[0]), {"$gte": low})
        if query.cursor:
            best["$lt"] = query.cursor.value
    return ranks


def _any_of(query: SearchQuery) -> list[list[Filter]]:
    """Return the alternatives of a search for any of several labels or words of paths, in a list of none or one."""
    if not _is_either(query) or not (query.min_score or query.path_words):
        return []
    low = lowest_rank(query.min_score)
    labels: list[Filter] = [{_rank_field(label): {"$gte": low}} for label in query.labels]
    return [labels + [{"path_words": has_all(phrase)} for phrase in query.path_words]]


def _models(query: SearchQuery) -> list[list[Filter]]:
    """Return the condition on the model, in a list of none or one; versions until 1.0 wrote ``model`` alone."""
    if not query.model:
        return []
    one: Filter = {"models.name": query.model}
    former: Filter = {"model.name": query.model}
    if query.model_version:
        one["models"] = ModelName(query.model, query.model_version).encode()
        former["model.version"] = query.model_version
    return [[one, former]]


def _after(cursor: Cursor) -> list[Filter]:
    """Return the condition that a document comes after the cursor's."""
    value = cursor.value
    return [{"classified_at": {"$lt": value}}, {"classified_at": value, "_id": {"$gt": cursor.id}}]


def _rank_field(label: str) -> str:
    return f"ranks.{score_key(label)}"
