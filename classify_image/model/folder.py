"""Load a model folder: ``model.json``, ``labels.txt``, an optional ``taxonomy.json``, and the model itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classify_image.model.description import ModelDescription, ModelError, read_description, read_json, read_text
from classify_image.model.engines import Engine
from classify_image.model.outputs import BOXES, CLASSES, SCORES, LabelReader, Outputs
from cocoon.labels.taxonomy import Taxonomy
from cocoon.labels.taxonomy_format import expect_classes, parse_taxonomy


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is ready to run."""

    description: ModelDescription
    labels: tuple[str, ...]
    taxonomy: Taxonomy
    engine: Engine
    reader: LabelReader


def load(folder: Path, interpreters: int) -> Model:
    """Load the model of a folder and run it once on a blank image.

    LiteRT runs ``model.tflite``; if there is none, TensorFlow runs the SavedModel.

    :param interpreters: how many images LiteRT processes at a time.
    :raises ModelError: naming the file and what is wrong with it.
    """
    description = read_description(folder / "model.json")
    labels = tuple(read_text(folder / "labels.txt").splitlines())
    engine = _engine(folder, interpreters)
    blank = np.zeros((description.input.height, description.input.width, 3), np.float32)
    try:
        outputs = engine.predict(blank)
    except Exception as error:
        raise ModelError(f"{folder}: the model does not take the input that model.json describes: {error}") from error
    _check_outputs(outputs, description, labels, folder)
    taxonomy = _taxonomy(folder / "taxonomy.json", labels)
    return Model(description, labels, taxonomy, engine, LabelReader(description, labels, taxonomy))


def load_all(folders: Sequence[Path], interpreters: int) -> tuple[Model, ...]:
    """Load several model folders, whose names must differ.

    :raises ModelError: naming the file and what is wrong with it.
    """
    models = tuple(load(folder, interpreters) for folder in folders)
    names = [model.description.name.name for model in models]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ModelError(f"two of the models are named {twice!r}: {', '.join(map(str, folders))}")
    return models


def _taxonomy(path: Path, classes: Sequence[str]) -> Taxonomy:
    """Read the taxonomy; a folder without one has labels that nothing is above."""
    if not path.exists():
        return Taxonomy()

    def parse(content: object) -> Taxonomy:
        taxonomy = parse_taxonomy(content)
        expect_classes(taxonomy, classes)
        return taxonomy

    return read_json(path, parse)


def _check_outputs(outputs: Outputs, description: ModelDescription, labels: tuple[str, ...], folder: Path) -> None:
    shapes = {name: values.shape for name, values in outputs.items()}
    if description.output.kind == "detection":
        count = shapes.get(SCORES, (0,))[0]
        if shapes != {BOXES: (count, 4), CLASSES: (count,), SCORES: (count,)}:
            raise ModelError(
                f"{folder}: the model's outputs are {shapes}; expected boxes (N, 4), classes (N), scores (N)"
            )
    elif len(shapes) != 1:
        raise ModelError(f"{folder}: the model's outputs are {shapes}; expected one, with a score for each label")
    elif (shape := next(iter(shapes.values()))) != (len(labels),):
        raise ModelError(
            f"{folder / 'labels.txt'} has {len(labels)} lines, but the model's output has the shape {shape}"
        )


def _engine(folder: Path, interpreters: int) -> Engine:
    flatbuffer = folder / "model.tflite"
    saved_models = [each for each in (folder / "saved_model", folder) if (each / "saved_model.pb").exists()]
    try:
        if flatbuffer.exists():
            from classify_image.model.engines.litert import LiteRTEngine  # noqa: PLC0415 - only what the folder needs

            return LiteRTEngine(flatbuffer, interpreters)
        if saved_models:
            from classify_image.model.engines.tensorflow import TensorFlowEngine  # noqa: PLC0415 - takes seconds

            return TensorFlowEngine(saved_models[0])
    except ImportError as error:
        raise ModelError(f"{folder}: its engine is not installed ({error}); see requirements-full.txt") from error
    except Exception as error:
        raise ModelError(f"{folder}: the model cannot be loaded: {error}") from error
    raise ModelError(f"{folder} holds neither model.tflite nor a SavedModel")
