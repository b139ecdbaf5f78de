"""Read and check a ``taxonomy.json``, whose format docs/reference/taxonomy.md documents (pure)."""

from collections.abc import Callable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from cocoon.labels.names import normalise
from cocoon.labels.taxonomy import DEFAULT_BROADER_MIN_SCORE, Taxonomy, TaxonomyLabel
from cocoon.text import unusable

DEEPEST = 64  # levels


def parse_taxonomy(content: object) -> Taxonomy:
    """Read the content of a ``taxonomy.json``.

    :raises ValueError: naming the label, the field and what is allowed.
    """
    if not isinstance(content, dict) or not isinstance(content.get("labels"), dict):
        raise ValueError("it must be an object with the field labels, an object")  # noqa: TRY004 - one kind of error
    _expect_fields(content, ("labels", "broader_min_score", "source", "license"), "it")
    labels = {key: _label(key, value) for key, value in content["labels"].items()}
    minimum = _score(content.get("broader_min_score", DEFAULT_BROADER_MIN_SCORE), "broader_min_score")
    taxonomy = Taxonomy(labels, minimum)
    for key in labels:
        _text(key, f"labels.{key}, a key,")
    _expect_parents(taxonomy)
    _expect_unique_names(taxonomy)
    return taxonomy


def expect_classes(taxonomy: Taxonomy, classes: Sequence[str]) -> None:
    """Check a taxonomy against the classes of its model.

    :raises ValueError: if a broader label has no class below it, or two labels have one name.
    """
    reached = {*classes, *(each for name in classes for each in taxonomy.above(name))}
    if unreached := [key for key in taxonomy.labels if key not in reached]:
        raise ValueError(f"{unreached[0]!r} is no line of labels.txt, and no class is below it")
    by_name: dict[str, str] = {normalise(label.name): key for key, label in taxonomy.labels.items()}
    for name in classes:
        key = by_name.setdefault(normalise(taxonomy[name].name), name)
        if key != name:
            raise ValueError(f"{key!r} and the class {name!r} have the same name")
    for key, label in taxonomy.labels.items():
        for alias in label.aliases:
            if (other := by_name.get(normalise(alias), key)) != key:
                raise ValueError(f"labels.{key}.aliases has {alias!r}, which is the class {other!r}")


def _label(key: str, value: object) -> TaxonomyLabel:
    if not isinstance(value, dict):
        raise ValueError(f"labels.{key} is {value!r}; it must be an object")  # noqa: TRY004 - one kind of error
    _expect_fields(value, _FIELDS, f"labels.{key}")
    read = {name: check(value[name], f"labels.{key}.{name}") for name, check in _FIELDS.items() if name in value}
    return TaxonomyLabel(read.pop("rename", key), **read)


def _expect_fields(content: Mapping[str, Any], allowed: Mapping[str, Any] | tuple[str, ...], where: str) -> None:
    if unknown := sorted(content.keys() - set(allowed)):
        raise ValueError(f"{where} has unknown fields: {', '.join(unknown)}; known are {', '.join(allowed)}")


def _expect_parents(taxonomy: Taxonomy) -> None:
    for key, label in taxonomy.labels.items():
        if unknown := [parent for parent in label.parents if parent not in taxonomy.labels]:
            raise ValueError(f"labels.{key}.parents names {unknown[0]!r}, which labels does not have")
    try:
        order = [*TopologicalSorter({key: label.parents for key, label in taxonomy.labels.items()}).static_order()]
    except CycleError as error:
        raise ValueError(f"labels.{error.args[1][0]} is above itself") from error
    depths: dict[str, int] = {}
    for key in order:
        depths[key] = 1 + max((depths[parent] for parent in taxonomy[key].parents), default=0)
        if depths[key] > DEEPEST:
            raise ValueError(f"labels.{key} has more than {DEEPEST} levels above it")


def _expect_unique_names(taxonomy: Taxonomy) -> None:
    """Expect each name to stand for one label, and each alias to lead to one and to be no other's name."""
    owners: dict[str, str] = {}
    for key, label in taxonomy.labels.items():
        other = owners.setdefault(normalise(label.name), key)
        if other != key:
            raise ValueError(f"labels {other!r} and {key!r} have the same name")
    for key, label in taxonomy.labels.items():
        for alias in label.aliases:
            other = owners.setdefault(normalise(alias), key)
            if other != key:
                raise ValueError(f"labels.{key}.aliases has {alias!r}, which is a name or an alias of {other!r}, too")


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip(" _-\t\r\n") or unusable(value):
        raise ValueError(f"{where} is {value!r}; it must be a non-empty string")
    return value


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{where} is {value!r}; it must be a list of strings")  # noqa: TRY004 - one kind of error
    return tuple(_text(each, where) for each in value)


def _names(value: object, where: str) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ValueError(f"{where} is {value!r}; it must be an object of lists by language")  # noqa: TRY004 - as above
    return {language: _texts(names, f"{where}.{language}") for language, names in value.items()}


def _score(value: object, where: str) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 1:
        raise ValueError(f"{where} is {value!r}; it must be a number from 0 to 1")
    return float(value)


def _switch(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{where} is {value!r}; it must be true or false")  # noqa: TRY004 - one kind of error
    return value


_FIELDS: Mapping[str, Callable[[object, str], Any]] = {
    "parents": _texts,
    "aliases": _texts,
    "names": _names,
    "min_score": _score,
    "hidden": _switch,
    "rename": _text,
}
