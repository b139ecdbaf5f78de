"""The tables at the end of a run: the labels of each image, and the blobs that were left out."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cocoon.labels.names import normalise
from cocoon.selection.selection import Reason

MOST_ROWS = 50
LABELS_SHOWN = 3
MISSING = "missing: no document was written; the host's log says why. POST /api/failures/retry resends dead letters"


def show(documents: Sequence[dict[str, Any]], missing: Sequence[str], console: Console) -> None:
    """Print a table of images with their best labels or the reason for having none; missing images come first."""
    rows = [(path, Text(MISSING, "red"), Text()) for path in missing]
    known = {str(each["path"]): each for each in documents}
    rows += [(path, *_found(known[path])) for path in sorted(known.keys() - set(missing))]
    table = Table("Image", "Labels", "Broader labels")
    for path, labels, broader in rows[:MOST_ROWS]:
        table.add_row(Text(path), labels, broader)
    console.print(table)
    if len(rows) > MOST_ROWS:
        console.print(f"... and {len(rows) - MOST_ROWS} more")


def show_left_out(reasons: Sequence[dict[str, Any]], console: Console) -> None:
    """Print how many blobs were left out, and why; nothing if there are none."""
    if not reasons:
        return
    table = Table("Not labelled", "Blobs", "Such as", "Why")
    for each in reasons:
        explanation = Text(Reason(each["reason"]).explanation)
        table.add_row(Text(each["reason"]), Text(f"{each['blobs']:,}"), Text(each["example"]), explanation)
    console.print(table)


def _found(document: dict[str, Any]) -> tuple[Text, Text]:
    """Return the best labels, or why there are none, and the best broader labels."""
    if document["error"]:
        return Text.assemble((document["error"]["code"], "red"), f": {document['error']['message']}"), Text()
    labels, broader = _texts(document["labels"]), _texts(_specific_first(document["broader"]))
    return Text(labels) if labels or broader else Text("no label scores high enough", "dim"), Text(broader)


def _specific_first(broader: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return broader labels, the deepest of the tree first: "dog" says more than "animal", which always scores more."""
    parents = {normalise(label["name"]): label["parents"] for label in broader}

    def depth(name: str, *below: str) -> int:  # several models' taxonomies may contradict each other
        above = (parent for parent in parents[name] if parent in parents and parent not in (name, *below))
        return 1 + max((depth(parent, name, *below) for parent in above), default=0)

    return sorted(broader, key=lambda label: (-depth(normalise(label["name"])), -label["score"]))


def _texts(labels: Sequence[dict[str, Any]]) -> str:
    """Return the first labels of different names, with their scores."""
    scores: dict[str, float] = {}
    for label in labels:
        scores.setdefault(label["name"], label["score"])
    return ", ".join(f"{name} {score:.2f}" for name, score in [*scores.items()][:LABELS_SHOWN])
