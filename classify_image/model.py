"""A model folder: ``model.json``, ``labels.txt``, and ``model.tflite`` or a SavedModel.

docs/models.md describes the format.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classify_image.engines import Engine
from classify_image.preprocessing import RESAMPLING, InputSpec
from cocoon.documents import ModelName
from cocoon.errors import TransientError

OUTPUTS = ({"kind": "classification", "activation": "softmax"},)


class ModelError(TransientError):
    """The model folder cannot be used; images wait in the queue until it is mended."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is ready to run."""

    name: ModelName
    input: InputSpec
    labels: tuple[str, ...]
    engine: Engine


def load(folder: Path, threads: int) -> Model:
    """Load the model of a folder; what it holds decides the engine, LiteRT before TensorFlow.

    :param threads: how many images are looked at at a time.
    :raises ModelError: naming the file and what is wrong with it.
    """
    description = _read_description(folder / "model.json")
    try:
        name = ModelName(str(description["name"]), str(description["version"]))
        spec = InputSpec(**description["input"])
        output = description["output"]
    except (KeyError, TypeError) as error:
        message = f"{folder / 'model.json'}: {error}"
        raise ModelError(message) from error
    if output not in OUTPUTS:
        raise ModelError(f"{folder / 'model.json'}: output is {output}; it must be {' or '.join(map(str, OUTPUTS))}")
    if spec.interpolation not in RESAMPLING:
        raise ModelError(f"{folder / 'model.json'}: input.interpolation must be one of {', '.join(RESAMPLING)}")
    labels = tuple(_read(folder / "labels.txt").splitlines())
    model = Model(name, spec, labels, _engine(folder, threads))
    if model.engine.classes != len(labels):
        message = f"{folder / 'labels.txt'} has {len(labels)} lines, but the model has {model.engine.classes} classes"
        raise ModelError(message)
    return model


def _engine(folder: Path, threads: int) -> Engine:
    flatbuffer = folder / "model.tflite"
    if flatbuffer.exists():
        from classify_image.engines.litert import LiteRTEngine  # noqa: PLC0415 - only what the folder needs

        return LiteRTEngine(flatbuffer, threads)
    for saved_model in (folder / "saved_model", folder):
        if (saved_model / "saved_model.pb").exists():
            from classify_image.engines.tensorflow import TensorFlowEngine  # noqa: PLC0415 - takes seconds

            return TensorFlowEngine(saved_model)
    message = f"{folder} holds neither model.tflite nor a SavedModel"
    raise ModelError(message)


def _read_description(path: Path) -> dict[str, Any]:
    try:
        description = json.loads(_read(path))
    except ValueError as error:
        message = f"{path} is not JSON: {error}"
        raise ModelError(message) from error
    if not isinstance(description, dict):
        message = f"{path} is not a JSON object"
        raise ModelError(message)
    return description


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise ModelError(message) from error
