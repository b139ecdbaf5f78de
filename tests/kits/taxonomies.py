"""The committed taxonomies of the default models."""

import json
from collections.abc import Mapping
from typing import Any

from models.taxonomy.__main__ import LABELS as LABEL_FILES
from models.taxonomy.__main__ import RESULTS, WORDS

MODELS = "imagenet", "coco"
FILES = dict(zip(MODELS, RESULTS, strict=True))
WORD_FILES = dict(zip(MODELS, WORDS, strict=True))
CLASSES = {model: path.read_text("utf-8").splitlines() for model, path in zip(MODELS, LABEL_FILES, strict=True)}
LABELS: Mapping[str, Mapping[str, Any]] = {
    model: json.loads(path.read_text("utf-8"))["labels"] for model, path in FILES.items()
}


def shown(model: str, key: str) -> str:
    """Return the name that is shown of a label."""
    return str(LABELS[model][key].get("rename", key))
