"""Make the conditions of a search: which lists have all that meet one, and whether a document does (pure).

Label names are names of fields below ``ranks``, see :func:`cocoon.records.rank.score_key`: two that differ only in "."
and its full-width form are the same there.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from cocoon.records.counts import Counts
from cocoon.records.image_document import FAILED, failure_code
from cocoon.records.rank import lowest_rank, score_key
from cocoon.records.search_keys import error_key, folder_key, folders_of, model_key
from cocoon.text import prefix_range
from query_labels.search.search_lists import Period

_ANY_RANK = "-"  # sorts before every rank; an image without a label has none, as ""

Document = Mapping[str, Any]  # with all of a condition's fields; what an earlier version did not write is empty


class Condition(NamedTuple):
    """A condition.

    :ivar holds: whether a document meets it, by these ``fields``.
    :ivar lists: fields and values whose lists have, together, every image that meets it; none if no lists do.
    :ivar is_exact: whether the lists, or what is ``counted``, have no others, or hardly any.
    :ivar filter: what the database can compare of it: every document that meets the condition passes.
    :ivar counted: returns the number of images in its lists, or that meet it, from counts; None if they do not tell.
    """

    holds: Callable[[Document], bool]
    fields: Sequence[str]
    lists: Sequence[tuple[str, str]] = ()
    is_exact: bool = False
    filter: Mapping[str, Any] = {}
    counted: Callable[[Counts], int | None] = lambda _counts: None


def has_label(name: str, min_score: float = 0.0) -> Condition:
    """Return the condition that an image has a label, with at least this score."""
    key, low = score_key(name), lowest_rank(min_score) if min_score else _ANY_RANK
    return Condition(
        lambda document: bool(document["ranks"].get(key, "") >= low),
        [f"ranks.{key}"],
        [("label_names", name)],
        is_exact=not min_score,
        filter={f"ranks.{key}": {"$gte": low}},
        counted=lambda counts: counts.labels.get(name, 0),
    )


def has_words(words: Sequence[str]) -> Condition:
    """Return the condition that a path has all words; the longest one's list is likely the shortest."""
    wanted, longest = frozenset(words), max(words, key=len)
    return Condition(
        lambda document: wanted <= {*document["path_words"]},
        ["path_words"],
        [("path_words", longest)],
        is_exact=len(wanted) == 1,
    )


def has_prefix(prefix: str) -> Condition:
    """Return the condition that a path begins with a prefix; the deepest folder in it has a list."""
    folders = folders_of(prefix)
    lists = [("search_keys", folder_key(folders[-1]))] if folders else []
    return Condition(
        lambda document: document["path"].startswith(prefix),
        ["path"],
        lists,
        is_exact=bool(folders) and folders[-1] == prefix,
        filter={"path": prefix_range(prefix)},
    )


def has_status(status: str) -> Condition:
    """Return the condition that an image was labelled, or that it failed."""
    return Condition(
        lambda document: bool(document["status"] == status),
        ["status"],
        [("status", status)],
        is_exact=True,
        filter={"status": status},
        counted=lambda counts: counts.failed if status == FAILED else counts.images - counts.failed,
    )


def has_error(code: str) -> Condition:
    """Return the condition that an image failed for a reason."""
    lists = [("search_keys", error_key(code))]
    return Condition(
        lambda document: failure_code(document) == code,
        ["error"],
        lists,
        is_exact=True,
        filter={"error.code": code},
        counted=lambda counts: counts.failures.get(code, 0),
    )


def of_model(name: str, version: str = "") -> Condition:
    """Return the condition that a model, or this version of it, has looked at an image.

    Its list also has a model whose name is another's name and version.
    """

    def holds(document: Document) -> bool:
        models = document["models"] or [document["model"] or {}]  # versions until 1.0 wrote ``model`` alone
        return any(each.get("name") == name and version in ("", each.get("version")) for each in models)

    def counted(counts: Counts) -> int | None:
        """Return the number of images that it has labelled; it may have failed on others."""
        of_it = (each for each in counts.models if each.name == name and version in ("", each.version))
        return sum(counts.models[each] for each in of_it) or None

    lists = [("search_keys", model_key(name, version))]
    return Condition(holds, ["models", "model"], lists, is_exact=True, counted=counted)


def lacks_labels(names: Sequence[str]) -> Condition:
    """Return the condition that an image has none of these labels.

    How many have one of several is not counted; often it is as many as have the most frequent.
    """
    keys = {score_key(name) for name in names}
    fields = [f"ranks.{key}" for key in sorted(keys)]
    return Condition(
        lambda document: keys.isdisjoint(document["ranks"]),
        fields,
        is_exact=True,
        filter={field: {"$exists": False} for field in fields},
        counted=lambda counts: counts.images - max(counts.labels.get(name, 0) for name in names),
    )


def is_of_period(period: Period) -> Condition:
    """Return the condition that an image was classified in a period."""
    bounds = {"$gte": period.start, "$lt": period.end}
    return Condition(
        lambda document: document["classified_at"] in period,
        ["classified_at"],
        filter={"classified_at": {operator: time for operator, time in bounds.items() if time}},
    )


def any_of(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that one or more of these hold, each of which has lists."""
    return Condition(
        lambda document: any(each.holds(document) for each in conditions),
        [field for each in conditions for field in each.fields],
        [list_ for each in conditions for list_ in each.lists],
        all(each.is_exact for each in conditions),
        counted=lambda counts: _sum([each.counted(counts) for each in conditions]),
    )


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
