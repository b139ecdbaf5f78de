"""The convolutions of a TensorFlow.js graph are read as they were stored."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from models.tfjs_weights import GraphFormatError, read_convolutions, read_weights


class Stored(NamedTuple):
    name: str
    values: NDArray[Any]
    quantization: dict[str, Any] | None = None
    shard: bytes | None = None


def node(name: str, op: str, *inputs: str) -> dict[str, Any]:
    return {"name": name, "op": op, "input": list(inputs), "attr": {}}


def entries(weights: list[Stored]) -> tuple[list[dict[str, Any]], bytes]:
    described = [
        {"name": each.name, "shape": list(each.values.shape), "dtype": str(each.values.dtype)}
        | ({"quantization": each.quantization} if each.quantization else {})
        for each in weights
    ]
    return described, b"".join(each.values.tobytes() if each.shard is None else each.shard for each in weights)


def write_model(folder: Path, nodes: list[dict[str, Any]], weights: list[Stored]) -> Path:
    """Write a graph with its weights in two shards, cut in the middle of one."""
    described, shards = entries(weights)
    middle = len(shards) // 2 + 1
    (folder / "one.bin").write_bytes(shards[:middle])
    (folder / "two.bin").write_bytes(shards[middle:])
    model = {
        "modelTopology": {"node": nodes},
        "weightsManifest": [{"paths": ["one.bin", "two.bin"], "weights": described}],
    }
    path = folder / "model.json"
    path.write_text(json.dumps(model))
    return path


def test_convolutions_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    numbers = ["net/convolution", "net/convolution_2", "net/convolution_10"]
    weights = [Stored(f"k{index}", np.full((1, 1, 1, 1), index, np.float32)) for index in range(3)]
    weights += [Stored(f"b{index}", np.array([-index], np.float32)) for index in range(3)]
    nodes = [node(name, "Conv2D", "x", f"k{index}") for index, name in enumerate(numbers)]
    nodes += [node(f"sum_{index}", "Add", name, f"b{index}") for index, name in enumerate(numbers)]
    read = read_convolutions(write_model(tmp_path, nodes[::-1], weights))
    assert [(kernel.item(), bias.item()) for kernel, bias in read] == [(0, 0), (1, -1), (2, -2)]


def test_a_convolution_without_a_bias_is_named(tmp_path: Path) -> None:
    path = write_model(tmp_path, [node("net", "Conv2D", "x", "k")], [Stored("k", np.ones((1, 1, 1, 1), np.float32))])
    with pytest.raises(GraphFormatError, match="net has no bias"):
        read_convolutions(path)


@pytest.mark.parametrize(
    ("quantization", "as_stored"),
    [
        ({"dtype": "float16"}, np.array([1.5, -2], np.float16)),
        ({"dtype": "uint8", "scale": 0.5, "min": -2.0}, np.array([7, 0], np.uint8)),
        ({"dtype": "uint16", "scale": 0.5, "min": -200.0}, np.array([403, 396], np.uint16)),
    ],
    ids=lambda value: value["dtype"] if isinstance(value, dict) else "",
)
def test_quantized_weights_are_restored(quantization: dict[str, Any], as_stored: NDArray[np.generic]) -> None:
    weight = Stored("w", np.array([1.5, -2], np.float32), quantization, as_stored.tobytes())
    ((name, values),) = read_weights(*entries([weight]))
    assert (name, values.tolist()) == ("w", [1.5, -2])


@pytest.mark.parametrize(
    ("weight", "problem"),
    [
        (Stored("w", np.ones(1, np.float32), {"dtype": "int4"}, b""), "weight w is int4; it must be float16 or uint8"),
        (Stored("w", np.ones(1, np.float32), None, bytes(12)), "take 4 bytes, but the shards have 12"),
    ],
)
def test_what_cannot_be_read_is_named(weight: Stored, problem: str) -> None:
    with pytest.raises(GraphFormatError, match=problem):
        list(read_weights(*entries([weight])))
