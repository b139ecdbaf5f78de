"""Check a model folder and print its first error: ``python -m classify_image.check_model FOLDER [IMAGE ...]``."""

import argparse
import sys
from pathlib import Path

from classify_image.model.description import ModelError
from classify_image.model.folder import Model, load
from classify_image.model.outputs import interpret
from classify_image.vision.decode import decode_image
from classify_image.vision.preprocess import to_tensor
from cocoon.errors import PermanentError

MOST_PIXELS, MOST_LABELS = 1_000_000_000, 5


def main() -> int:
    """Print the result; return the exit code: 0 if the folder can be used."""
    parser = argparse.ArgumentParser(prog="python -m classify_image.check_model", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with model.json, labels.txt and the model")
    parser.add_argument("images", type=Path, nargs="*", help="images to try it on")
    arguments = parser.parse_args()
    try:
        model = load(arguments.folder, 1)
    except ModelError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    description = model.description
    print(
        f"{description.name.name} {description.name.version}: {description.output.kind}, {len(model.labels)} labels, ok"
    )
    duplicates = sorted({name for name in model.labels if model.labels.count(name) > 1})
    if duplicates:
        print(f"warning: labels.txt has {', '.join(duplicates)} more than once; a search cannot tell them apart")
    for path in arguments.images:
        print(f"{path}: {_labels(model, path)}")
    return 0


def _labels(model: Model, path: Path) -> str:
    description = model.description
    try:
        image = decode_image(path.read_bytes(), MOST_PIXELS, description.input.needed_side())
    except (OSError, PermanentError) as error:
        return str(error)
    outputs = model.engine.predict(to_tensor(image.pixels, description.input))
    labels = interpret(
        outputs, description, model.labels, image.size, top_k=MOST_LABELS, min_score=description.output.min_score
    )
    return ", ".join(f"{label.name} {label.score:.2f}" for label in labels) or "nothing"


if __name__ == "__main__":
    sys.exit(main())
