"""Find the labels that are nearest above a synset in WordNet's tree (pure)."""

from collections.abc import Collection, Mapping
from typing import NamedTuple


class Anchors(NamedTuple):
    """Where WordNet's tree leads to labels.

    :ivar labels: the keys of the labels that begin at a synset.
    :ivar without: by key of a label, the synsets whose hyponyms are none of it.
    :ivar nowhere: the synsets below which nothing leads to a label above them.
    """

    labels: Mapping[str, Collection[str]]
    without: Mapping[str, Collection[str]]
    nowhere: Collection[str]


def nearest_labels(synset: str, above: Mapping[str, Collection[str]], anchors: Anchors) -> set[str]:
    """Return the labels that are the fewest steps above a synset, none if there is no label above it.

    :param above: the synsets directly above each synset.
    """
    passed: set[str] = set()
    level = {synset}
    while level:
        passed |= level
        found = {label for each in level for label in anchors.labels.get(each, ())}
        if found := {label for label in found if passed.isdisjoint(anchors.without.get(label, ()))}:
            return found
        level = {up for each in level if each not in anchors.nowhere for up in above[each]} - passed
    return set()
