"""Check a model folder and print its first error: ``python -m classify_image.check_model FOLDER [IMAGE ...]``."""

import argparse
import sys
from pathlib import Path

from classify_image.model.description import ModelError, read_json
from classify_image.model.folder import Model, load
from classify_image.vision.decode import decode_image
from classify_image.vision.needed_side import NeededSide
from classify_image.vision.preprocess import to_tensor
from cocoon.errors import PermanentError
from cocoon.labels.narrower_words import expect_labels, parse_words
from cocoon.labels.taxonomy import Taxonomy

MOST_PIXELS, MOST_LABELS = 1_000_000_000, 5


def main() -> int:
    """Print the result; return the exit code: 0 if the folder can be used."""
    parser = argparse.ArgumentParser(prog="python -m classify_image.check_model", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with model.json, labels.txt and the model")
    parser.add_argument("images", type=Path, nargs="*", help="images to try it on")
    arguments = parser.parse_args()
    try:
        model = load(arguments.folder, 1)
        words = _count_words(arguments.folder / "words.json", model.taxonomy)
    except ModelError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    description = model.description
    name, kind, taxonomy = description.name, description.output.kind, model.taxonomy
    above = f"{len(taxonomy.parents)} broader ones, {words} narrower words"
    print(f"{name.name} {name.version}: {kind}, {len(model.labels)} labels, {above}, ok")
    duplicates = sorted({name for name in model.labels if model.labels.count(name) > 1})
    if duplicates:
        print(f"warning: labels.txt has {', '.join(duplicates)} more than once; a search cannot tell them apart")
    for path in arguments.images:
        print(f"{path}: {_labels(model, path)}")
    return 0


def _count_words(path: Path, taxonomy: Taxonomy) -> int:
    """Check the narrower words, which only searches read, and return their number."""
    if not path.exists():
        return 0

    def parse(content: object) -> int:
        words = parse_words(content)
        expect_labels(words, taxonomy)
        return sum(map(len, words.values()))

    return read_json(path, parse)


def _labels(model: Model, path: Path) -> str:
    description = model.description
    try:
        image = decode_image(path.read_bytes(), MOST_PIXELS, NeededSide((description.input,)))
    except (OSError, PermanentError) as error:
        return str(error)
    outputs = model.engine.predict(to_tensor(image.pixels, description.input))
    labels, broader = model.reader.read(outputs, image.size, top_k=MOST_LABELS)
    texts = [f"{label.name} {label.score:.2f}" for label in labels]
    above = [f"{label.name} {label.score:.2f}" for label in broader]
    return (", ".join(texts) or "nothing") + (f"; broader: {', '.join(above)}" if above else "")


if __name__ == "__main__":
    sys.exit(main())
