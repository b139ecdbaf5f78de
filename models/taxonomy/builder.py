"""Compose the two taxonomies from what is written by hand and WordNet's excerpt (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from models.taxonomy.aliases import choose_aliases
from models.taxonomy.excerpt import Excerpt
from models.taxonomy.members import Members, coco_members, direct_parents, imagenet_members, labels_above
from models.taxonomy.source import BroaderLabel, ClassNotes, Source

ORIGIN = "models/taxonomy: curated by hand over WordNet 3.0"
LICENSE = "WordNet 3.0 license (LICENSE.wordnet)"
IMAGENET_BROADER_MIN_SCORE = 0.3
COCO_BROADER_MIN_SCORE = 0.6

Taxonomy = dict[str, Any]


class ModelClasses(NamedTuple):
    """A model's classes in the order of its outputs, and what is said of them."""

    keys: Sequence[str]
    notes: Mapping[str, ClassNotes]

    def shown(self) -> dict[str, str]:
        """Return the shown name of each class."""
        return {key: (self.notes[key].rename if key in self.notes else None) or key for key in self.keys}


def build(source: Source, imagenet: Sequence[str], coco: Sequence[str], wordnet: Excerpt) -> tuple[Taxonomy, Taxonomy]:
    """Return the taxonomies of ImageNet's and of COCO's classes, in which one word leads to one label."""
    models = ModelClasses(imagenet, source.imagenet), ModelClasses(coco, source.coco)
    aliases = _aliases(source, models, wordnet)
    by_wordnet, by_hand = imagenet_members(source.labels, imagenet, wordnet), coco_members(source.labels, coco)
    for_coco = {key: replace(label, min_score=label.coco_min_score) for key, label in source.labels.items()}
    return (
        _taxonomy(_labels(source, models[0], by_wordnet, aliases), IMAGENET_BROADER_MIN_SCORE),
        _taxonomy(_labels(replace(source, labels=for_coco), models[1], by_hand, aliases), COCO_BROADER_MIN_SCORE),
    )


def _taxonomy(labels: Taxonomy, broader_min_score: float) -> Taxonomy:
    return {"source": ORIGIN, "license": LICENSE, "broader_min_score": broader_min_score, "labels": labels}


def _aliases(source: Source, models: Sequence[ModelClasses], wordnet: Excerpt) -> Mapping[str, Sequence[str]]:
    """Return the aliases by the shown name, for both models at once, because both may label one image."""
    by_hand: dict[str, list[str]] = {label.rename or key: [*label.aliases] for key, label in source.labels.items()}
    proposed: dict[str, list[str]] = {}
    for model in models:
        for key, name in model.shown().items():
            by_hand.setdefault(name, []).extend(model.notes.get(key, ClassNotes()).aliases)
            proposed.setdefault(name, []).append(key)
    for name, synset in zip(models[0].shown().values(), wordnet.classes, strict=True):
        proposed[name] += synset.words
    return choose_aliases(by_hand, proposed, source.ambiguous)


def _labels(source: Source, model: ModelClasses, members: Members, aliases: Mapping[str, Sequence[str]]) -> Taxonomy:
    """Return the labels by their keys: all classes, and the broader labels that are above one."""
    classes = model.shown()
    parents = direct_parents(classes, members, source.labels)
    own_key = {name: key for key, name in classes.items()}  # a class of a broader label's name is this label
    labels = {}
    for key, name in classes.items():
        notes = model.notes.get(key, ClassNotes())
        label = source.labels.get(name, BroaderLabel())
        labels[key] = {"rename": name, **_scoring(notes if key in model.notes else label), "parents": parents[key]}
    for key in _broader(source, parents) - own_key.keys():
        if key in labels:
            raise ValueError(f"{key!r} is a broader label and a class that is shown as {classes[key]!r}")
        label = source.labels[key]
        labels[key] = {"rename": label.rename or key, **_scoring(label), "parents": label.parents}
    return {key: _finished(key, label, own_key, aliases, source) for key, label in labels.items()}


def _broader(source: Source, parents: Mapping[str, Sequence[str]]) -> set[str]:
    direct = {parent for each in parents.values() for parent in each}
    return direct.union(*(labels_above(key, source.labels) for key in direct))


def _scoring(said: ClassNotes | BroaderLabel) -> Taxonomy:
    return {"min_score": said.min_score, "hidden": said.hidden}


def _finished(
    key: str, label: Taxonomy, own_key: Mapping[str, str], aliases: Mapping[str, Sequence[str]], source: Source
) -> Taxonomy:
    """Return a label in the format, without the fields that say nothing."""
    name = label["rename"]
    fields = {
        "rename": name if name != key else None,
        "parents": sorted(own_key.get(parent, parent) for parent in label["parents"]),
        "aliases": aliases[name],
        "names": source.names.get(name),
        "min_score": label["min_score"],
        "hidden": label["hidden"],
    }
    return {field: value for field, value in fields.items() if value not in (None, [], {}, False)}
