"""Keep the part of WordNet that the classes need: their synsets and all synsets above them."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from models.taxonomy.wordnet import Synset

HERE = Path(__file__).parent
EXCERPT = HERE / "wordnet_excerpt.tsv"
CLASSES = HERE / "imagenet_synsets.txt"


class Excerpt:
    """The synsets of ImageNet's classes, in the order of the model's outputs, and the closure above them.

    :ivar classes: the synset of each class.
    """

    def __init__(self, classes: Sequence[Synset], above: Mapping[str, tuple[str, ...]]) -> None:
        self.classes = classes
        self._above = above

    def closure(self, name: str) -> frozenset[str]:
        """Return the name of a synset and those of all synsets above it."""
        found: set[str] = set()
        left = [name]
        while left:
            each = left.pop()
            if each not in found:
                found.add(each)
                left += self._above[each]
        return frozenset(found)

    def lines(self) -> Iterable[str]:
        """Return its lines: a class's synset, what is above it and its words; then the others without words."""
        names = {synset.name for synset in self.classes}
        for synset in self.classes:
            yield "\t".join([synset.name, " ".join(synset.above), ", ".join(synset.words)])
        for name in sorted(self._above.keys() - names):
            yield f"{name}\t{' '.join(self._above[name])}"


def extract(synsets: Mapping[str, Synset]) -> Excerpt:
    """Return the excerpt of WordNet, whose synsets are given by their offsets."""
    classes = [synsets[offset] for offset in CLASSES.read_text().split()]
    by_name = {synset.name: synset for synset in synsets.values()}
    above: dict[str, tuple[str, ...]] = {}
    left = [synset.name for synset in classes]
    while left:
        name = left.pop()
        if name not in above:
            above[name] = by_name[name].above
            left += above[name]
    return Excerpt(classes, above)


def read_excerpt(path: Path = EXCERPT) -> Excerpt:
    """Return the excerpt that ``lines`` wrote."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    synsets = [
        Synset(name, tuple(words[0].split(", ")) if words else (), tuple(up.split())) for name, up, *words in rows
    ]
    return Excerpt([each for each in synsets if each.words], {each.name: each.above for each in synsets})


def write_excerpt(excerpt: Excerpt, path: Path = EXCERPT) -> None:
    """Write the excerpt with a note of its origin."""
    note = "# From WordNet 3.0, Copyright 2006 by Princeton University; see LICENSE.wordnet. Made by models.taxonomy.\n"
    path.write_text(note + "".join(f"{line}\n" for line in excerpt.lines()), "utf-8")
