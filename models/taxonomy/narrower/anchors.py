"""Say at which synsets of WordNet a model's labels begin (pure)."""

from collections.abc import Collection, Mapping
from typing import Any

from models.taxonomy.narrower.nearest import Anchors
from models.taxonomy.narrower.source import Narrower
from models.taxonomy.source import Source
from models.taxonomy.wordnet import Synset

Labels = Mapping[str, Mapping[str, Any]]


def synsets_of_names(
    imagenet: Labels, classes: Mapping[str, Synset], source: Source, narrower: Narrower
) -> dict[str, set[str]]:
    """Return the synsets of each label of both models, by the name that is shown."""
    found: dict[str, set[str]] = {}
    for key, synset in classes.items():
        found.setdefault(imagenet[key].get("rename", key), set()).add(synset.name)
    for key, label in source.labels.items():
        found.setdefault(label.rename or key, set()).update(label.synsets)
    for name, synsets in narrower.synsets.items():
        found.setdefault(name, set()).update(synsets)
    return found


def anchors_of(
    labels: Labels,
    synsets: Mapping[str, Collection[str]],
    classes: Mapping[str, Synset],
    source: Source,
    nowhere: Collection[str],
) -> Anchors:
    """Return the anchors of a model's labels, by their keys."""
    found: dict[str, set[str]] = {}
    for key, label in labels.items():
        for synset in {*synsets.get(label.get("rename", key), ())} - {*nowhere}:
            found.setdefault(synset, set()).add(key)
    excluded = {label.rename or key: label.without for key, label in source.labels.items()}
    names = {key: label.get("rename", key) for key, label in labels.items()}
    without = {key: [classes[each].name for each in excluded.get(name, ())] for key, name in names.items()}
    return Anchors(found, without, nowhere)
