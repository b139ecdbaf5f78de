"""Read what is written by hand of narrower words.

``anchors.toml`` has the synsets at which labels begin, in addition to those of the taxonomy, and those below which
nothing leads to a label. ``words.toml`` has words by the label that they lead to, in both models or in COCO's only, and
words that lead nowhere.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent


class Narrower(NamedTuple):
    """All that is written by hand; labels are given by the name that is shown.

    :ivar synsets: the synsets of a label.
    :ivar nowhere: the synsets at which no label begins, and above which none is looked for.
    :ivar gives_way: by synset, the synsets of other meanings that people have in mind rather than the first.
    :ivar words: words of a label; in a model that lacks it, they lead to one above it.
    :ivar coco: words of a label in the model of COCO's classes, instead.
    :ivar removed: words that lead nowhere.
    """

    synsets: Mapping[str, list[str]]
    nowhere: frozenset[str]
    gives_way: Mapping[str, list[str]]
    words: Mapping[str, list[str]]
    coco: Mapping[str, list[str]]
    removed: frozenset[str]


def read_narrower(folder: Path = HERE) -> Narrower:
    """Return what the TOML files say."""
    anchors, words = _read(folder / "anchors.toml"), _read(folder / "words.toml")
    return Narrower(
        anchors["labels"],
        frozenset(anchors["nowhere"]),
        anchors["gives_way"],
        words["words"],
        words["coco"],
        frozenset(words["removed"]),
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
