"""Compute the field ``search_keys`` of a document: its folders, its models and the code of its failure (pure).

One array field lets one index serve the images of a folder, of a model and of a reason for a failure, newest first.
"""

from collections.abc import Mapping, Sequence
from typing import Any

MOST_FOLDERS = 16  # of a path, the outermost; what lies deeper is found by the folder above it


def search_keys(document: Mapping[str, Any]) -> list[str]:
    """Return the keys of a document, sorted."""
    keys = [folder_key(folder) for folder in folders_of(document["path"])]
    for model in document["models"]:
        keys += [model_key(model["name"]), model_key(model["name"], model["version"])]
    if error := document.get("error"):
        keys.append(error_key(error["code"]))
    return sorted(set(keys))


def folders_of(path: str) -> Sequence[str]:
    """Return the folders of a path or a prefix, the outermost first: "a/b/c.jpg" has "a/" and "a/b/"."""
    parts = path.split("/", MOST_FOLDERS)[:-1] if path.count("/") < MOST_FOLDERS else path.split("/")[:MOST_FOLDERS]
    return ["/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))]


def folder_key(folder: str) -> str:
    """Return the key of the images in a folder, which ends with a slash, and in those below it."""
    return f"folder {folder}"


def model_key(name: str, version: str = "") -> str:
    """Return the key of the images that a model, or one version of it, has labelled or failed on."""
    return f"model {name} {version}" if version else f"model {name}"


def error_key(code: str) -> str:
    """Return the key of the images that failed for a reason."""
    return f"error {code}"
