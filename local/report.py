"""The tables at the end of a run: the labels of each image, and the blobs that were left out."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cocoon.selection.selection import Reason

MOST_ROWS = 50
LABELS_SHOWN = 3
MISSING = "missing: no document was written; the host's log says why. POST /api/failures/retry resends dead letters"


def show(documents: Sequence[dict[str, Any]], missing: Sequence[str], console: Console) -> None:
    """Print a table of images with their best labels or the reason for having none; missing images come first."""
    rows = [(path, Text(MISSING, "red")) for path in missing]
    known = {str(each["path"]): each for each in documents}
    rows += [(path, _found(known[path])) for path in sorted(known.keys() - set(missing))]
    table = Table("Image", "Labels")
    for path, found in rows[:MOST_ROWS]:
        table.add_row(Text(path), found)
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


def _found(document: dict[str, Any]) -> Text:
    if document["error"]:
        return Text.assemble((document["error"]["code"], "red"), f": {document['error']['message']}")
    best = document["labels"][:LABELS_SHOWN]
    labels = ", ".join(f"{label['name']} {label['score']:.2f}" for label in best)
    return Text(labels) if labels else Text("no label scores high enough", "dim")
