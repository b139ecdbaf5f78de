"""Read the nouns of WordNet 3.0: its files ``index.noun`` and ``data.noun`` (format: ``man wndb``)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

HYPERNYMS = {"@", "@i"}  # of a kind, and of an instance


class Synset(NamedTuple):
    """A meaning: its name, as ``dog.n.01``, the words for it, the names of the synsets directly above it, its gloss."""

    name: str
    words: tuple[str, ...]
    above: tuple[str, ...]
    gloss: str = ""


class _Line(NamedTuple):
    words: tuple[str, ...]
    above: tuple[str, ...]  # offsets
    gloss: str


def read_synsets(folder: Path) -> dict[str, Synset]:
    """Return WordNet's noun synsets by their offsets, which are their ids in ImageNet."""
    lines = dict(_data_lines(folder / "data.noun"))
    senses = _senses(folder / "index.noun")
    names = {offset: _name(offset, line.words[0], senses) for offset, line in lines.items()}
    return {
        offset: Synset(
            names[offset],
            tuple(word.replace("_", " ") for word in line.words),
            tuple(names[each] for each in line.above),
            line.gloss,
        )
        for offset, line in lines.items()
    }


def read_senses(folder: Path) -> dict[str, list[str]]:
    """Return the names of the synsets of each noun, the most frequent first; ``_`` is between a noun's words."""
    names = {offset: synset.name for offset, synset in read_synsets(folder).items()}
    return {word: [names[offset] for offset in offsets] for word, offsets in _senses(folder / "index.noun").items()}


def _data_lines(path: Path) -> Iterator[tuple[str, _Line]]:
    with path.open(encoding="ascii") as lines:
        for line in lines:
            if line.startswith(" "):  # the licence
                continue
            data, _, gloss = line.partition(" | ")
            offset, _, _, count, *rest = data.split()
            words = rest[: 2 * int(count, 16) : 2]
            pointers = rest[2 * int(count, 16) + 1 :]
            above = [target for kind, target in zip(pointers[::4], pointers[1::4], strict=True) if kind in HYPERNYMS]
            yield offset, _Line(tuple(words), tuple(above), gloss.strip())


def _senses(path: Path) -> Mapping[str, list[str]]:
    """Return the offsets of each word's senses, the most frequent first."""
    with path.open(encoding="ascii") as lines:
        fields = (line.split() for line in lines if not line.startswith(" "))
        return {word: rest[-int(count) :] for word, _, count, *rest in fields}


def _name(offset: str, word: str, senses: Mapping[str, list[str]]) -> str:
    lower = word.lower()
    return f"{lower}.n.{senses[lower].index(offset) + 1:02}"
