"""Write docs/reference/access-paths.md: all access paths, as tables."""

from collections.abc import Sequence
from pathlib import Path

from pymongo import IndexModel

from cocoon.services.access_paths.access_path import AccessPath
from cocoon.services.access_paths.table import ALL_PATHS

PATH = Path(__file__).parents[1] / "docs/reference/access-paths.md"
_INTRODUCTION = """# Access paths

Each way in which the app reads or changes a collection of the database. A command reads one part of one index, in its
order: what begins with values that are equal, from there a range of the next field or in the order of the next fields,
and at most so many entries. What else is wanted the app checks after reading, so no command reads on because little
matches.

`make contract` writes this page from `cocoon/services/access_paths/`. If a test makes the app send a command that is
none of these, it fails (`tests/kits/access_rules.py`). Besides, the app makes and drops
[indexes](../explanation/search.md#lists), and pings the database. On Cosmos DB RU, which has no
compound index with an array, the indexes of `label_names`, `path_words` and `search_keys` have that field alone.

"""
_HEADINGS = "for", "command", "equal", "range", "sorted by", "index", "at most", "checked after reading, and the bound"


def text(paths: Sequence[AccessPath] = ALL_PATHS) -> str:
    """Return the page, with a table for each collection."""
    collections = sorted({path.collection for path in paths})
    return _INTRODUCTION + "\n".join(
        f"## `{collection}`\n\n" + _table([path for path in paths if path.collection == collection])
        for collection in collections
    )


def _table(paths: Sequence[AccessPath]) -> str:
    lines = [_HEADINGS, ["---"] * len(_HEADINGS), *map(_row, paths)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _row(path: AccessPath) -> list[str]:
    conditions = f"the database compares {_code(path.conditions)}, too" if path.conditions else ""
    by_id = "its `_id`" if path.most == 1 else "their `_id`s"
    return [
        path.name,
        path.command.value,
        by_id if path.is_by_id else _code(path.equal),
        _code([path.range] if path.range else []),
        _code(path.sort),
        _index(path.index),
        f"{path.most:,}",
        "; ".join(filter(None, [conditions, path.checked])),
    ]


def _code(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _index(index: IndexModel) -> str:
    return _code([f"{field}{' ↓' if direction == -1 else ''}" for field, direction in index.document["key"].items()])
