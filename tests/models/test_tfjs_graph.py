"""A TensorFlow.js graph is converted without a change of what it computes."""

import base64
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray


class Stored(NamedTuple):
    name: str
    values: NDArray[Any]
    quantization: dict[str, Any]
    shard: bytes


IMAGE = np.arange(16, dtype=np.float32).reshape(1, 4, 4, 1)


def stored(name: str, *values: float, shape: tuple[int, ...] = (-1,)) -> Stored:
    array = np.array(values, np.float32).reshape(shape)
    return Stored(name, array, {}, array.tobytes())


def attributes(**values: Any) -> dict[str, Any]:
    return {"T": {"type": "DT_FLOAT"}, **values}


def strings(*values: str) -> dict[str, Any]:
    return {"list": {"s": [base64.b64encode(value.encode()).decode() for value in values]}}


CONVOLUTION = {
    "strides": {"list": {"i": ["1", "1", "1", "1"]}},
    "padding": {"s": base64.b64encode(b"SAME").decode()},
    "data_format": {"s": base64.b64encode(b"NHWC").decode()},
    "num_args": {"i": "1"},
    "epsilon": {"f": 0},
}


def node(name: str, op: str, *inputs: str, **attr: Any) -> dict[str, Any]:
    return {"name": name, "op": op, "input": list(inputs), "attr": attr}


def write_model(folder: Path, nodes: list[dict[str, Any]], weights: list[Stored]) -> Path:
    """Write a tiny graph with its weights in two shards, cut in the middle of one."""
    types = {"float32": "DT_FLOAT", "int32": "DT_INT32", "int64": "DT_INT64"}
    shape = {"shape": {"dim": [{"size": "1"}, {"size": "4"}, {"size": "4"}, {"size": "1"}]}}
    image = node("image", "Placeholder", dtype={"type": "DT_FLOAT"}, shape=shape)
    constants = [node(name, "Const", dtype={"type": types[str(values.dtype)]}) for name, values, *_ in weights]
    entries = [
        {"name": name, "shape": list(values.shape), "dtype": "int32" if values.dtype == np.int64 else str(values.dtype)}
        | ({"quantization": quantization} if quantization else {})
        for name, values, quantization, _ in weights
    ]
    shards = b"".join(weight.shard for weight in weights)
    middle = len(shards) // 2 + 1
    (folder / "one.bin").write_bytes(shards[:middle])
    (folder / "two.bin").write_bytes(shards[middle:])
    model = {
        "modelTopology": {"node": [image, *constants, *nodes], "versions": {}, "library": {}},
        "weightsManifest": [{"paths": ["one.bin", "two.bin"], "weights": entries}],
    }
    path = folder / "model.json"
    path.write_text(json.dumps(model))
    return path


def run(model_json: Path, output: str) -> NDArray[Any]:
    import tensorflow as tf  # noqa: PLC0415 - takes seconds

    from models import tfjs_graph  # noqa: PLC0415 - imports TensorFlow

    graph = tfjs_graph.read(model_json)

    def serve(image: tf.Tensor) -> tf.Tensor:
        (result,) = tf.graph_util.import_graph_def(graph, {"image": image}, [f"{output}:0"], name="")
        return result

    return np.asarray(tf.function(serve)(tf.constant(IMAGE)))


@pytest.mark.parametrize("op", ["_FusedConv2D", "FusedDepthwiseConv2dNative"])
@pytest.mark.parametrize(
    ("fused", "expected"), [(["BiasAdd"], IMAGE * 2 - 3), (["BiasAdd", "Relu6"], np.clip(IMAGE * 2 - 3, 0, 6))]
)
def test_a_fused_convolution_does_what_its_parts_do(
    tmp_path: Path, op: str, fused: list[str], expected: NDArray[np.float32]
) -> None:
    weights = [stored("kernel", 2, shape=(1, 1, 1, 1)), stored("bias", -3)]
    convolution = node("out", op, "image", "kernel", "bias", **attributes(fused_ops=strings(*fused), **CONVOLUTION))
    result = run(write_model(tmp_path, [convolution], weights), "out")
    assert result == pytest.approx(expected)


@pytest.mark.parametrize(
    ("quantization", "as_stored"),
    [
        ({"dtype": "float16"}, np.array([1.5, -2], np.float16)),
        ({"dtype": "uint8", "scale": 0.5, "min": -2.0}, np.array([7, 0], np.uint8)),
        ({"dtype": "uint16", "scale": 0.5, "min": -200.0}, np.array([403, 396], np.uint16)),
    ],
    ids=lambda value: value["dtype"] if isinstance(value, dict) else "",
)
def test_quantized_weights_are_restored(
    tmp_path: Path, quantization: dict[str, Any], as_stored: NDArray[np.generic]
) -> None:
    weight = Stored("w", np.array([1.5, -2], np.float32), quantization, as_stored.tobytes())
    out = node("out", "Identity", "w", **attributes())
    assert run(write_model(tmp_path, [out], [weight]), "out").tolist() == [1.5, -2]


def test_an_int64_constant_is_stored_as_int32(tmp_path: Path) -> None:
    weight = Stored("w", np.array([5, -7], np.int64), {}, np.array([5, -7], np.int32).tobytes())
    out = node("out", "Identity", "w", T={"type": "DT_INT64"})
    result = run(write_model(tmp_path, [out], [weight]), "out")
    assert result.dtype == np.int64
    assert result.tolist() == [5, -7]


@pytest.mark.parametrize(
    ("weights", "fused", "problem"),
    [
        ([Stored("kernel", np.ones((1, 1, 1, 1), np.float32), {"dtype": "int4"}, b"")], ["BiasAdd"], "kernel is int4"),
        ([stored("kernel", 2, shape=(1, 1, 1, 1)), stored("bias", 0)], ["BiasAdd", "Gelu"], "out is fused with"),
        (
            [stored("kernel", 2, shape=(1, 1, 1, 1))._replace(shard=bytes(12))],
            ["BiasAdd"],
            "take 4 bytes, but the shards have 12",
        ),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, weights: list[Stored], fused: list[str], problem: str) -> None:
    from models import tfjs_graph  # noqa: PLC0415 - imports TensorFlow

    attr = attributes(fused_ops=strings(*fused), **CONVOLUTION)
    path = write_model(tmp_path, [node("out", "_FusedConv2D", "image", "kernel", "bias", **attr)], weights)
    with pytest.raises(tfjs_graph.GraphFormatError, match=problem):
        tfjs_graph.read(path)
