"""Write a taxonomy as readable text: JSON with one label a line, and an outline of the tree to review."""

import json
from collections.abc import Iterator, Mapping
from typing import Any


def to_json(taxonomy: Mapping[str, Any]) -> str:
    """Return the text of a ``taxonomy.json``: one label a line, in the order of their keys."""
    fields = [f"  {_compact(name)}: {_compact(value)}" for name, value in taxonomy.items() if name != "labels"]
    labels = (f"    {_compact(key)}: {_compact(label)}" for key, label in sorted(taxonomy["labels"].items()))
    return "{\n" + ",\n".join([*fields, '  "labels": {\n' + ",\n".join(labels) + "\n  }"]) + "\n}\n"


def outline(labels: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of the tree from the labels without parents; a label with two parents is there twice."""
    below: dict[str, list[str]] = {}
    for key, label in labels.items():
        for parent in label.get("parents", []):
            below.setdefault(parent, []).append(key)
    for key in sorted(below, key=str.casefold):
        if "parents" not in labels[key]:
            yield from _branch(key, labels, below, "")
    alone = sorted(_shown(key, labels) for key in labels if key not in below and "parents" not in labels[key])
    yield f"under no label: {', '.join(alone)}"


def _branch(
    key: str, labels: Mapping[str, Mapping[str, Any]], below: Mapping[str, list[str]], indent: str
) -> Iterator[str]:
    leaves = sorted(_shown(each, labels) for each in below[key] if each not in below)
    also = f" (also {', '.join(labels[key]['aliases'])})" if "aliases" in labels[key] else ""
    yield f"{indent}{_shown(key, labels)}{also}: {', '.join(leaves)}"
    for each in sorted(below[key], key=str.casefold):
        if each in below:
            yield from _branch(each, labels, below, f"{indent}    ")


def _shown(key: str, labels: Mapping[str, Mapping[str, Any]]) -> str:
    return str(labels[key].get("rename", key))


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
