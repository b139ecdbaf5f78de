"""Export a Keras model into a model folder: ``python -m models.export_keras MobileNetV2 models/mobilenet-v2``.

MODEL is a ``.keras`` file, or the name of a model in Keras Applications, whose ImageNet weights are then downloaded.
The graph includes the preprocessing of such an application; for your own model, give ``--mean`` and ``--std``.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}  # quiet; read on import of TensorFlow

import keras

from cocoon.labels.narrower_words import expect_labels, parse_words
from cocoon.labels.taxonomy import Taxonomy
from cocoon.labels.taxonomy_format import expect_classes, parse_taxonomy
from models import export
from models.folders import HERE

MIN_SCORE = 0.05
T = TypeVar("T")


def main() -> int:
    """Export the model; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m models.export_keras", description=__doc__)
    parser.add_argument("model", help="a .keras file, or a name such as MobileNetV2")
    parser.add_argument("folder", type=Path, help="the model folder to write; it must not exist")
    parser.add_argument("--labels", type=Path, help="class names, one a line (default: ImageNet's)")
    parser.add_argument(
        "--taxonomy", type=Path, help="taxonomy.json of the classes (default: ImageNet's, without --labels)"
    )
    parser.add_argument("--words", type=Path, help="words.json: narrower words (default: as for --taxonomy)")
    parser.add_argument("--engine", choices=("litert", "tensorflow"), default="litert")
    parser.add_argument("--mean", type=float, default=0.0, help="subtracted from pixels, 0 to 255 (own models)")
    parser.add_argument("--std", type=float, default=1.0, help="divides what is left (own models)")
    parser.add_argument("--version", default="1")
    arguments = parser.parse_args()
    try:
        export_folder(arguments)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"Wrote {arguments.folder}. Try it: python -m classify_image.check_model {arguments.folder} IMAGE")
    return 0


def export_folder(arguments: argparse.Namespace) -> None:
    """Write the model folder.

    :raises ValueError: if the model is of an unsupported kind, or the labels do not match it.
    """
    model, module = _model(arguments.model)
    labels = (arguments.labels or HERE / "imagenet_labels.txt").read_text().splitlines()
    description = describe(model, len(labels), arguments.version, arguments.mean, arguments.std)
    files = {"taxonomy.json": arguments.taxonomy, "words.json": arguments.words}
    if not arguments.labels:
        files = {name: path or HERE / f"imagenet_{name}" for name, path in files.items()}
    check_taxonomy(files, labels)
    if arguments.folder.exists():
        raise ValueError(f"{arguments.folder} exists already")
    preprocess = module.preprocess_input if module else None
    arguments.folder.mkdir(parents=True)
    if arguments.engine == "litert":
        (arguments.folder / "model.tflite").write_bytes(export.litert(model, preprocess))
    else:
        export.saved_model(model, arguments.folder / "saved_model", preprocess)
    (arguments.folder / "labels.txt").write_text("\n".join(labels) + "\n")
    for name, path in files.items():
        if path:
            shutil.copy(path, arguments.folder / name)
    (arguments.folder / "model.json").write_text(json.dumps(description, indent=2) + "\n")


def check_taxonomy(files: Mapping[str, Path | None], labels: Sequence[str]) -> None:
    """Check that a taxonomy and narrower words fit the labels.

    :raises ValueError: naming the file and what is wrong with it.
    """
    taxonomy = Taxonomy()
    if path := files["taxonomy.json"]:
        taxonomy = _read(path, parse_taxonomy)
        expect_classes(taxonomy, labels)
    if path := files["words.json"]:
        expect_labels(_read(path, parse_words), taxonomy)


def _read(path: Path, parse: Callable[[object], T]) -> T:
    try:
        return parse(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


def describe(model: keras.Model, labels: int, version: str, mean: float, std: float) -> dict[str, Any]:
    """Return the ``model.json`` of a model that takes one image and returns one score per label.

    :raises ValueError: if the model has other inputs or outputs.
    """
    shapes = [tuple(tensor.shape) for tensor in (*model.inputs, *model.outputs)]
    if len(model.inputs) != 1 or len(shapes[0]) != 4 or shapes[0][3] != 3 or None in shapes[0][1:]:  # noqa: PLR2004
        raise ValueError(
            f"the model's inputs are {shapes[: len(model.inputs)]}; expected one, (batch, height, width, 3)"
        )
    if shapes[1:] != [(None, labels)]:
        raise ValueError(f"the model's outputs are {shapes[1:]}; expected one, (batch, {labels}), for {labels} labels")
    activation = getattr(model.layers[-1], "activation", None)
    applied = getattr(activation, "__name__", "linear")
    kinds = {"softmax": ("classification", "softmax"), "sigmoid": ("multi-label", "sigmoid")}
    kind, name = kinds.get(applied, ("classification", "none"))
    return {
        "name": model.name,
        "version": version,
        "input": {"width": shapes[0][2], "height": shapes[0][1], "crop_fraction": 0.875, "mean": mean, "std": std},
        "output": {"kind": kind, "activation": name, "min_score": MIN_SCORE},
    }


def _model(name: str) -> tuple[keras.Model, ModuleType | None]:
    """Load a model file, or an application with its weights and the module of its preprocessing."""
    if name.endswith(".keras"):
        return keras.saving.load_model(name), None
    make = getattr(keras.applications, name, None)
    if not callable(make):
        raise ValueError(f"{name!r} is neither a .keras file nor one of keras.applications")  # noqa: TRY004 - the value is wrong, not its type
    modules = [each for each in vars(keras.applications).values() if isinstance(each, ModuleType)]
    module = next(each for each in modules if hasattr(each, name) and hasattr(each, "preprocess_input"))
    return make(weights="imagenet"), module


if __name__ == "__main__":
    sys.exit(main())
