"""Score images with the plain model: LiteRT and Pillow, without the app's code."""

import io
import json
from functools import cache
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from PIL import Image, ImageOps

from models.build import DESCRIPTION, FOLDERS


def plain_scores(content: bytes) -> dict[str, float]:
    """Return each label's score; decode the image in full, and preprocess it as the model's publisher does."""
    spec: Any = DESCRIPTION["input"]
    with Image.open(io.BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    width, height = upright.size
    margin = min(width, height) * spec["crop_fraction"] / 2
    box = (width / 2 - margin, height / 2 - margin, width / 2 + margin, height / 2 + margin)
    small = upright.resize((spec["width"], spec["height"]), Image.Resampling.BICUBIC, box)
    tensor = (np.asarray(small, np.float32) - spec["mean"]) / spec["std"]
    return dict(zip(_names(), map(float, _scores(tensor)), strict=True))


@cache
def _names() -> tuple[str, ...]:
    """Return the classes' names, as the taxonomy renames them."""
    classes = (FOLDERS.litert / "labels.txt").read_text().splitlines()
    labels = json.loads((FOLDERS.litert / "taxonomy.json").read_text())["labels"]
    return tuple(labels.get(name, {}).get("rename", name) for name in classes)


@cache
def _interpreter() -> Interpreter:
    interpreter = Interpreter(str(FOLDERS.litert / "model.tflite"))
    interpreter.allocate_tensors()
    return interpreter


def _scores(tensor: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the softmax of the model's output."""
    interpreter = _interpreter()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], tensor[None])
    interpreter.invoke()
    scores: NDArray[np.float32] = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])[0]
    return scores
