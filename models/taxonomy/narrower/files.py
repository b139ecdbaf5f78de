"""Make the files of narrower words from WordNet, SCOWL and what is written by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.taxonomy.excerpt import CLASSES
from models.taxonomy.narrower.anchors import Labels, anchors_of, synsets_of_names
from models.taxonomy.narrower.builder import WordsBuilder
from models.taxonomy.narrower.common import CommonNouns
from models.taxonomy.narrower.lexicon import read_lexicon
from models.taxonomy.narrower.source import Narrower
from models.taxonomy.source import Source
from models.taxonomy.wordnet import read_synsets


def build_words(
    trees: tuple[Labels, Labels], classes: Sequence[str], source: Source, narrower: Narrower, folders: tuple[Path, Path]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the contents of both files.

    :param trees: the labels of ImageNet's taxonomy, and those of COCO's.
    :param folders: of WordNet's files, and of SCOWL's.
    """
    imagenet, coco = trees
    by_offset = read_synsets(folders[0])
    synsets = {synset.name: synset for synset in by_offset.values()}
    class_synsets = dict(zip(classes, (by_offset[offset] for offset in CLASSES.read_text().split()), strict=True))
    lexicon = read_lexicon(*folders)
    nouns = sorted(CommonNouns(lexicon, synsets, narrower.gives_way))
    by_name = synsets_of_names(imagenet, class_synsets, source, narrower)

    def words(own: Labels, other: Labels, *by_hand: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        anchors = anchors_of(own, by_name, class_synsets, source, narrower.nowhere)
        builder = WordsBuilder(own, trees, anchors, synsets, narrower.removed)
        for each in by_hand:
            builder.add_by_hand(each)
        builder.add_labels(other, by_name, lexicon.sizes)
        builder.add_nouns(nouns)
        return builder.content()

    return words(imagenet, coco, narrower.words), words(coco, imagenet, narrower.coco, narrower.words)


def to_json(content: Mapping[str, Any]) -> str:
    """Return the text of a ``words.json``: one label a line, in the order of their keys."""
    fields = [f"  {_compact(name)}: {_compact(value)}" for name, value in content.items() if name != "words"]
    words = (f"    {_compact(key)}: {_compact(narrower)}" for key, narrower in sorted(content["words"].items()))
    return "{\n" + ",\n".join([*fields, '  "words": {\n' + ",\n".join(words) + "\n  }"]) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
