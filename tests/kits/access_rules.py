"""What a command may ask of the database, so that it reads one part of one index in its order, and a bounded one.

Each command of the app must be one of its access paths (cocoon/services/access_paths), and each of these a beginning
of its index: equal fields, then a range or the sort. The rules, and where they stand:

- Equality on the first fields, then the sort, then a range: MongoDB,
  https://www.mongodb.com/docs/manual/tutorial/equality-sort-range-guideline/
- A sort that follows the equal fields, in the index's directions or wholly reversed: MongoDB,
  https://www.mongodb.com/docs/manual/tutorial/sort-results-with-indexes/. Cosmos DB RU refuses any other:
  https://learn.microsoft.com/azure/cosmos-db/mongodb/indexing
- DocumentDB's compound index serves only what filters on its first field; no wildcard index serves a sort; ``$or``,
  ``$nin`` and ``$all`` are checked while another index is walked; ``count`` and ``$group`` read all, and the estimate
  of the count is PostgreSQL's: measured, ../shared/documentdb/README.md and ../shared/platform.md beside the repository
- Behind an array, two bounds of a field make DocumentDB read both ranges whole: measured (page 2 of a common label of
  200,000 images: 2,765 pages instead of 26), by the plans of benchmarks/search
- ``$ne``, ``$nin``, ``$not`` and ``$regex`` select little: MongoDB,
  https://www.mongodb.com/docs/manual/core/query-optimization/#query-selectivity
- ``skip`` reads what it skips: MongoDB, https://www.mongodb.com/docs/manual/reference/method/cursor.skip/
- A limit, because everything that matches is read otherwise. Changes name their documents by ``_id``, because they have
  none.
- Only what Cosmos DB has, RU and DocumentDB alike: https://learn.microsoft.com/azure/cosmos-db/mongodb/feature-support-70
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cocoon.services.access_paths.access_path import AccessPath
from cocoon.services.access_paths.table import ALL_PATHS
from cocoon.services.indexes import ARRAYS, FORMER

Form = Mapping[str, Any]  # of a command, see tests/kits/watched/commands_sent.py

ALWAYS = {"ping", "getMore", "killCursors", "endSessions"}  # getMore: of a find that has been looked at
OPTIONS = {
    "find": {"filter", "projection", "sort", "limit", "batchSize", "singleBatch", "hint"},
    "insert": {"ordered", "number"},
    "update": {"ordered", "updates", "number"},
    "delete": {"ordered", "deletes", "number"},
}
OPTIONS_OF_PARTS = {"q", "u", "multi", "upsert", "limit"}  # of updates and deletes
RANGES = {"$gt", "$gte", "$lt", "$lte"}
CHANGES = {"$set", "$setOnInsert", "$unset", "$inc", "$min", "$push"}
COMPARISONS = RANGES | {"$eq", "$ne", "$in", "$nin", "$not", "$exists"}  # with what is in one document
EXPIRING = {"queued": {"at_1"}, "activity": {"minute_1"}}


def objections(form: Form, paths: Sequence[AccessPath] = ALL_PATHS) -> list[str]:
    """Return what is wrong with a command; nothing if it is an access path."""
    name, collection = form["command"], form["collection"]
    if name in ALWAYS:
        return []
    if name in {"createIndexes", "listIndexes", "dropIndexes"}:
        return [f"{name}: {index}" for index in sorted(_indexes_of(form) - _known_indexes(collection, paths))]
    if name not in OPTIONS:
        return [f"the command {name}"]
    unknown = form.keys() - OPTIONS[name] - {"command", "collection", "places"}
    unknown |= {key for each in _changes(form) for key in {*each} - OPTIONS_OF_PARTS | {*each.get("u", ())} - CHANGES}
    if unknown:
        return [f"{name}: {option}" for option in sorted(unknown)]
    possible = [path for path in paths if (path.collection, path.command.value) == (collection, name)]
    found = [problem for part in _parts(form) if (problem := _problem(part, possible))]
    return [f"{name} in {collection}: {problem}" for problem in found]


def flaws(path: AccessPath) -> Iterator[str]:
    """Yield what is wrong with an access path itself."""
    fields = [field for field, _ in path.keys]
    rest = fields[len(path.equal) :]
    if set(path.equal) != set(fields[: len(path.equal)]):
        yield "what is equal is no beginning of the index"
    if path.range and [path.range] != rest[:1]:
        yield "the range is not of the next field"
    if list(path.sort) != rest[: len(path.sort)]:
        yield "the sort is not by the next fields"
    if path.command.value in {"update", "delete"} and not path.is_by_id:
        yield "a change names its documents by _id"
    if path.conditions and not path.is_by_id:
        yield "conditions are for documents that _id names"
    if path.most < 1:
        yield "it reads nothing"


def _problem(part: Form, paths: Sequence[AccessPath]) -> str:
    misfits = {path.name: list(_misfits(part, path)) for path in paths}
    if [] in misfits.values():
        return ""
    nearest = min(misfits, key=lambda name: len(misfits[name]), default="")
    reason = f"nearest is {nearest!r}: {', '.join(misfits[nearest])}" if nearest else "there is none"
    return f"{dict(part)} is no access path; {reason}"


def _misfits(part: Form, path: AccessPath) -> Iterator[str]:
    """Yield why a command, or one of its changes, is not this path."""
    if part.get("number", 0) > path.most:
        yield f"more than {path.most}"
    if "filter" not in part:  # an insert
        return
    conditions = dict(part["filter"])
    if path.is_by_id:
        yield from _misfits_by_id(part, conditions, path)
        return
    yield from (f"{field} is not equal to a value" for field in path.equal if not _is_equal(conditions.pop(field, {})))
    range_ = conditions.pop(path.range, {})
    if path.range and not _is_range(range_):
        yield f"no range of {path.range}"
    if _is_behind_array(path) and len(range_) > 1:
        yield f"two bounds of {path.range} behind an array"
    yield from (f"{field} is no part of it" for field in conditions)
    if not 0 < part.get("limit", 0) <= path.most:
        yield f"no limit up to {path.most}"
    yield from _unsorted(part, path)
    if "hint" in part and part["hint"] not in (path.index.document["name"], [list(key) for key in path.keys]):
        yield "a hint of another index"


def _misfits_by_id(part: Form, conditions: dict[str, Any], path: AccessPath) -> Iterator[str]:
    by_id = conditions.pop("_id", {})
    named = by_id["$in"] if isinstance(by_id, dict) and by_id.keys() == {"$in"} else 1
    if not (_is_equal(by_id) or (isinstance(by_id, dict) and by_id.keys() == {"$in"})):
        yield "_id is not equal to a value"
    elif named > path.most:
        yield f"more than {path.most} ids"
    for field, condition in conditions.items():
        operators = set(condition) if isinstance(condition, dict) else set()
        if field.partition(".")[0] not in path.conditions or not operators <= COMPARISONS:
            yield f"{field} is no condition of it"
    if part.get("sort"):
        yield "a sort"


def _unsorted(part: Form, path: AccessPath) -> Iterator[str]:
    """A sort by what is equal changes nothing, so it may stand before the others."""
    sort = [(field, direction) for field, direction in part.get("sort") or () if field not in path.equal]
    given = [key for key in path.keys if key[0] in path.sort]
    if sort not in (given, [(field, -direction) for field, direction in given]):
        yield "no sort in the index's order" if given else "a sort"


def _parts(form: Form) -> Iterator[Form]:
    """Yield the conditions of a command, each with what bounds it."""
    if form["command"] == "find":
        yield {key: form[key] for key in ("filter", "sort", "limit", "hint") if form.get(key)} | {
            "filter": form.get("filter", {})
        }
        return
    number = {"number": form["number"]}
    if form["command"] == "insert":
        yield number
    for each in _changes(form):
        yield number | {"filter": each["q"]}


def _changes(form: Form) -> Sequence[Form]:
    return (*form.get("updates", ()), *form.get("deletes", ()))


def _is_equal(condition: object) -> bool:
    """A condition is a type (of a value that is equal), or operators; a document is compared as a whole."""
    if isinstance(condition, dict):
        return condition.keys() == {"$eq"} or (bool(condition) and not any(key.startswith("$") for key in condition))
    return True


def _is_range(condition: object) -> bool:
    return isinstance(condition, dict) and condition.keys() <= RANGES


def _is_behind_array(path: AccessPath) -> bool:
    return any(field in ARRAYS for field in path.equal)


def _indexes_of(form: Form) -> set[str]:
    return {*form.get("indexes", ()), *([form["index"]] if "index" in form else [])} or {""}


def _known_indexes(collection: str, paths: Sequence[AccessPath]) -> set[str]:
    own = {path.index.document["name"] for path in paths if path.collection == collection}
    return own | EXPIRING.get(collection, set()) | {*FORMER.get(collection, ())} | ({""} if own else set())
