"""Compute what a document of an earlier version lacks to be found as those of this version are (pure)."""

from collections.abc import Mapping
from typing import Any

from cocoon.labels.path_words import words_of_path
from cocoon.records.image_document import ATTEMPT, decode
from cocoon.records.search_keys import search_keys

# What is read of a document for that, for its postings, and to know whether it has changed.
FIELDS = (
    *("path", "container", "path_words", "search_keys", "model", "models", "error", "ranks", "former_postings"),
    *ATTEMPT,
)


def lacking_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a record of the database lacks: words of its path, search keys, models."""
    document, fields = decode(record), dict[str, Any]()
    if "path_words" not in record:
        fields["path_words"] = words_of_path(document["path"])
    if "models" not in record:
        fields["models"] = document["models"]
    if "search_keys" not in record:
        fields["search_keys"] = search_keys(document)
    return fields
