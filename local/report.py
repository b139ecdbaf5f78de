"""What a run found, as a table."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

MOST_ROWS = 50
LABELS_SHOWN = 3


def show(documents: Sequence[dict[str, Any]], console: Console) -> None:
    """Print a table of images with their best labels, or the reason why they have none."""
    table = Table("Image", "Labels")
    for document in sorted(documents, key=_path)[:MOST_ROWS]:
        table.add_row(Text(_path(document)), _found(document))
    console.print(table)
    if len(documents) > MOST_ROWS:
        console.print(f"... and {len(documents) - MOST_ROWS} more")


def _path(document: dict[str, Any]) -> str:
    return str(document["path"])


def _found(document: dict[str, Any]) -> Text:
    if document["error"]:
        return Text.assemble((document["error"]["code"], "red"), f": {document['error']['message']}")
    best = document["labels"][:LABELS_SHOWN]
    labels = ", ".join(f"{label['name']} {label['score']:.2f}" for label in best)
    return Text(labels) if labels else Text("nothing that scores enough", "dim")
