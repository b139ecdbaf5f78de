"""Find the classes of each broader label, and the direct parents of each class."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

from models.taxonomy.excerpt import Excerpt
from models.taxonomy.source import BroaderLabel

Members = Mapping[str, AbstractSet[str]]


def imagenet_members(labels: Mapping[str, BroaderLabel], classes: Sequence[str], wordnet: Excerpt) -> Members:
    """Return the classes that each label has of itself, by WordNet and by hand.

    :raises ValueError: if something said by hand has no effect, as a synset of another sense would have none.
    """
    below: dict[str, set[str]] = {}
    for name, synset in zip(classes, wordnet.classes, strict=True):
        for above in wordnet.closure(synset.name):
            below.setdefault(above, set()).add(name)
    found: dict[str, AbstractSet[str]] = {}
    for key, label in labels.items():
        _expect(key, "synset", label.synsets, below)
        by_wordnet = set().union(*(below[synset] for synset in label.synsets))
        _expect(key, "class, by WordNet,", label.without, by_wordnet)
        _expect(key, "class", label.imagenet, classes)
        found[key] = (by_wordnet - {*label.without}) | {*label.imagenet}
    return found


def coco_members(labels: Mapping[str, BroaderLabel], classes: Sequence[str]) -> Members:
    """Return the classes that each label has by hand."""
    for key, label in labels.items():
        _expect(key, "class of COCO", label.coco, classes)
    return {key: {*label.coco} for key, label in labels.items()}


def direct_parents(
    names: Mapping[str, str], members: Members, labels: Mapping[str, BroaderLabel]
) -> dict[str, list[str]]:
    """Return the parents of each class, without those that are above another parent.

    :param names: the shown name of each class; the parents of a label of that name are the class's, too.
    """
    parents: dict[str, list[str]] = {}
    for each, name in names.items():
        own = labels.get(name, BroaderLabel()).parents
        claimed = {key for key, classes in members.items() if each in classes and key != name} | {*own}
        implied = {above for key in claimed for above in labels_above(key, labels)}
        parents[each] = sorted(claimed - implied)
    return parents


def labels_above(key: str, labels: Mapping[str, BroaderLabel]) -> set[str]:
    """Return the keys of all labels above one."""
    parents = labels[key].parents
    return {*parents}.union(*(labels_above(parent, labels) for parent in parents))


def _expect(key: str, kind: str, named: Sequence[str], known: Collection[str]) -> None:
    if unknown := [each for each in named if each not in known]:
        raise ValueError(f"{key!r} names a {kind} that is not there: {unknown[0]!r}")
