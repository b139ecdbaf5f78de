"""Read ``model.json``, which describes a model's input and output; docs/reference/models.md documents its format."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from classify_image.model.input_spec import RESAMPLING, RESIZING, InputSpec
from cocoon.errors import TransientError
from cocoon.records.model_name import ModelName

T = TypeVar("T")

ACTIVATIONS = {
    "classification": ("softmax", "none"),
    "multi-label": ("sigmoid", "none"),
    "detection": (None,),
}


class ModelError(TransientError):
    """The model cannot be used; images wait in the queue until somebody corrects it."""


@dataclass(frozen=True, slots=True)
class OutputSpec:
    """The ``kind`` of output, and the ``activation`` that the model itself applies ("none": it returns logits).

    ``min_score`` is the lowest score of a label, unless the setting MIN_SCORE says otherwise.
    """

    kind: str
    activation: str | None
    min_score: float = 0.0


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """The content of a ``model.json``."""

    name: ModelName
    input: InputSpec
    output: OutputSpec


def read_description(path: Path) -> ModelDescription:
    """Read a ``model.json``.

    :raises ModelError: naming the file, the field and its allowed values.
    """
    try:
        content = json.loads(read_text(path))
    except ValueError as error:
        raise ModelError(f"{path} is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise ModelError(f"{path} is not a JSON object")
    try:
        name = ModelName(_text(content, "name"), _text(content, "version"))
        return ModelDescription(name, _input(content.get("input")), _output(content.get("output")))
    except ValueError as error:
        raise ModelError(f"{path}: {error}") from error


def read_json(path: Path, parse: Callable[[object], T]) -> T:
    """Return what ``parse`` makes of a JSON file.

    :raises ModelError: naming the file and what is wrong with it.
    """
    try:
        return parse(json.loads(read_text(path)))
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: {error}") from error


def read_text(path: Path) -> str:
    """Return a file's text.

    :raises ModelError: naming the file, if it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: {error}") from error


def _text(content: Mapping[str, Any], field: str) -> str:
    value = content.get(field)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{field} is {value!r}; it must be a non-empty string")
    return value


def _input(content: object) -> InputSpec:
    if not isinstance(content, dict):
        raise ValueError(f"input is {content!r}; it must be an object")  # noqa: TRY004 - the caller catches one kind of error
    unknown = content.keys() - INPUT_FIELDS.keys()
    if unknown:
        raise ValueError(f"input has unknown fields: {', '.join(sorted(unknown))}")
    for field, (is_right, wanted) in INPUT_FIELDS.items():
        if field in content or field in ("width", "height"):
            value = content.get(field)
            if not is_right(value):
                raise ValueError(f"input.{field} is {value!r}; it must be {wanted}")
    values: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in content.items()}
    return InputSpec(**values)


def _output(content: object) -> OutputSpec:
    kind = content.get("kind") if isinstance(content, dict) else None
    if not isinstance(content, dict) or kind not in ACTIVATIONS:
        raise ValueError(f"output.kind is {kind!r}; it must be one of {', '.join(ACTIVATIONS)}")
    unknown = content.keys() - OutputSpec.__dataclass_fields__.keys()
    if unknown:
        raise ValueError(f"output has unknown fields: {', '.join(sorted(unknown))}")
    activation = content.get("activation")
    if activation not in ACTIVATIONS[kind]:
        allowed = " or ".join(map(str, ACTIVATIONS[kind]))
        raise ValueError(f"output.activation of a {kind} model is {activation!r}; it must be {allowed}")
    min_score = content.get("min_score", 0.0)
    if not _is_number(min_score) or not 0 <= min_score <= 1:
        raise ValueError(f"output.min_score is {min_score!r}; it must be a number from 0 to 1")
    return OutputSpec(kind, activation, min_score)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_side(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_fraction(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return _is_number(value) and 0 < value <= 1


def _is_grey(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 255  # noqa: PLR2004 - 8 bits


def _is_offset(value: object) -> bool:
    return _is_number(value) or (isinstance(value, list) and len(value) == len("RGB") and all(map(_is_number, value)))


def _is_divisor(value: object) -> bool:
    return _is_offset(value) and 0 not in (value if isinstance(value, list) else [value])


INPUT_FIELDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "width": (_is_side, "a whole number above 0"),
    "height": (_is_side, "a whole number above 0"),
    "resize": (RESIZING.__contains__, f"one of {', '.join(RESIZING)}"),
    "interpolation": (RESAMPLING.keys().__contains__, f"one of {', '.join(RESAMPLING)}"),
    "crop_fraction": (_is_fraction, "a number above 0 and at most 1"),
    "mean": (_is_offset, "a number, or a list of three, one for each channel"),
    "padding": (_is_grey, "a whole number from 0 to 255"),
    "std": (_is_divisor, "a number other than 0, or a list of three, one for each channel"),
}
