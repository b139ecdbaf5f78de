"""Read what is written by hand: the broader labels, what is said of single classes, and names by language.

A table of ``labels/*.toml`` is a broader label. ``synsets`` (WordNet 3.0, as "dog.n.01") and ``imagenet`` name the
classes below it, ``without`` those that WordNet has there and people do not, ``coco`` the classes of COCO, in addition
to the class of the label's own name. ``parents``, ``aliases``, ``min_score``, ``hidden`` and ``rename`` are those of
``taxonomy.json``; ``coco_min_score`` is the ``min_score`` in COCO's. In ``classes.toml``, ``rename``, ``aliases``,
``hidden`` and ``min_score`` are said of a class, and ``ambiguous`` lists WordNet's words that lead to no class, because
most people mean something else by them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class BroaderLabel:
    """A table of ``labels/*.toml``, or an empty one for a class of which nothing is said there."""

    synsets: tuple[str, ...] = ()
    imagenet: tuple[str, ...] = ()
    coco: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    rename: str | None = None
    min_score: float | None = None
    coco_min_score: float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ClassNotes:
    """What is said of a class by itself."""

    rename: str | None = None
    aliases: tuple[str, ...] = ()
    min_score: float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """All that is written by hand.

    :ivar names: by the shown name of a label, its names by language.
    """

    labels: Mapping[str, BroaderLabel]
    imagenet: Mapping[str, ClassNotes] = field(default_factory=dict)
    coco: Mapping[str, ClassNotes] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()
    names: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)


def read_source(folder: Path = HERE) -> Source:
    """Return what the TOML files say."""
    labels: dict[str, BroaderLabel] = {}
    for path in sorted((folder / "labels").glob("*.toml")):
        for name, table in _read(path).items():
            if name in labels:
                raise ValueError(f"{path.name}: {name!r} is in another file, too")
            labels[name] = BroaderLabel(**_tuples(table))
    classes = _read(folder / "classes.toml")
    imagenet, coco = (
        {name: ClassNotes(**_tuples(table)) for name, table in classes[each].items()} for each in ("imagenet", "coco")
    )
    return Source(labels, imagenet, coco, frozenset(classes["ambiguous"]), _names(folder))


def _names(folder: Path) -> dict[str, Any]:
    names, of_classes = _read(folder / "names.toml"), _read(folder / "class_names.toml")
    if twice := names.keys() & of_classes.keys():
        raise ValueError(f"names.toml and class_names.toml both have {sorted(twice)}")
    return names | of_classes


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
