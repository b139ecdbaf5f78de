import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from PIL import Image, ImageOps

from models import coco
from models.folders import ModelFolders

Detect = Callable[..., dict[str, NDArray[Any]]]

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "samples" / "images"

needs_model = pytest.mark.skipif(
    not (coco.FOLDERS.litert.exists() and coco.FOLDERS.saved_model.exists()),
    reason=f"{coco.NAME} has not been built: npm ci in models/, then python -m models.coco",
)


def letterboxed(path: Path) -> NDArray[np.float32]:
    with Image.open(path) as image:
        padded = ImageOps.pad(image.convert("RGB"), (coco.SIZE, coco.SIZE), Image.Resampling.BILINEAR, color=0)
    return np.asarray(padded, np.float32)[np.newaxis]


@pytest.fixture(scope="module")
def detect() -> Detect:
    interpreter = Interpreter(model_path=str(coco.FOLDERS.litert / "model.tflite"), num_threads=1)
    interpreter.allocate_tensors()
    runner: Detect = interpreter.get_signature_runner("serving_default")
    return runner


@needs_model
@pytest.mark.parametrize("folder", [coco.FOLDERS.litert, coco.FOLDERS.saved_model], ids=["litert", "savedmodel"])
def test_the_folder_describes_a_detector_of_80_classes(folder: Path) -> None:
    description = json.loads((folder / "model.json").read_text())
    assert description == coco.DESCRIPTION
    labels = (folder / "labels.txt").read_text().splitlines()
    assert len(labels) == len(set(labels)) == 80
    assert (labels[0], labels[15], labels[79]) == ("person", "cat", "toothbrush")


@needs_model
def test_the_outputs_have_the_agreed_names_shapes_and_ranges(detect: Detect) -> None:
    found = detect(pixels=letterboxed(IMAGES / "animals" / "hens.jpg"))
    assert {name: (values.shape, str(values.dtype)) for name, values in found.items()} == {
        "boxes": ((1, 100, 4), "float32"),
        "classes": ((1, 100), "int32"),
        "scores": ((1, 100), "float32"),
    }
    top, left, bottom, right = found["boxes"][0].T
    assert (top >= 0).all()
    assert (left >= 0).all()
    assert (top <= bottom).all()
    assert (left <= right).all()
    assert max(bottom.max(), right.max()) <= 1
    assert found["classes"].min() >= 0
    assert found["classes"].max() < 80
    assert (np.diff(found["scores"][0]) <= 0).all()


# The boxes were drawn by eye, as top, left, bottom, right of the photograph (not of the letterbox).
@needs_model
@pytest.mark.parametrize(
    ("photograph", "label", "box"),
    [
        ("animals/chelsea.png", "cat", (0.0, 0.0, 1.0, 0.9)),
        ("food/coffee.png", "cup", (0.045, 0.285, 0.77, 0.685)),
        ("animals/german-shepherd.jpg", "dog", (0.035, 0.04, 0.95, 0.885)),
    ],
)
def test_what_a_photograph_shows_is_found_where_it_is(
    detect: Detect, photograph: str, label: str, box: tuple[float, float, float, float]
) -> None:
    found = detect(pixels=letterboxed(IMAGES / photograph))
    labels = (coco.FOLDERS.litert / "labels.txt").read_text().splitlines()
    assert labels[found["classes"][0, 0]] == label
    assert found["scores"][0, 0] >= 0.4
    assert overlap(found["boxes"][0, 0], in_letterbox(box, IMAGES / photograph)) >= 0.75


@needs_model
def test_one_thing_is_found_once(detect: Detect) -> None:
    found = detect(pixels=letterboxed(IMAGES / "animals" / "chelsea.png"))
    boxes = found["boxes"][0][found["scores"][0] > 0.2]
    for index, box in enumerate(boxes):
        assert all(overlap(box, other) <= coco.MAX_OVERLAP + 1e-5 for other in boxes[index + 1 :])


@needs_model
def test_litert_and_the_savedmodel_agree(detect: Detect) -> None:
    import tensorflow as tf  # noqa: PLC0415 - takes seconds

    loaded = tf.saved_model.load(str(coco.FOLDERS.saved_model / "saved_model"))
    pixels = letterboxed(IMAGES / "animals" / "bison.jpg")
    litert = detect(pixels=pixels)
    tensorflow = loaded.signatures["serving_default"](pixels=tf.constant(pixels))
    certain = litert["scores"][0] >= 0.2
    assert certain.sum() > 5
    for name, values in litert.items():
        assert values[0][certain] == pytest.approx(tensorflow[name].numpy()[0][certain], abs=1e-3), name


def test_a_missing_or_changed_source_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(coco, "FOLDERS", ModelFolders(tmp_path / "litert", tmp_path / "savedmodel"))
    monkeypatch.setattr(coco, "SOURCE", tmp_path / "source")
    assert coco.main() == 1
    assert "run npm ci in" in capsys.readouterr().err
    coco.SOURCE.mkdir()
    (coco.SOURCE / "centernet.json").write_text("{}")
    assert coco.main() == 1
    assert "centernet.json: SHA-256 is 44136fa3" in capsys.readouterr().err
    assert not coco.FOLDERS.litert.exists()


def overlap(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    top, left = np.maximum(one[:2], other[:2])
    bottom, right = np.minimum(one[2:], other[2:])
    shared = max(0.0, bottom - top) * max(0.0, right - left)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return float(shared / (sum(areas) - shared))


def in_letterbox(box: tuple[float, float, float, float], path: Path) -> NDArray[np.float32]:
    with Image.open(path) as image:
        part = np.array([image.height, image.width]) / max(image.size)
    margin = (1 - part) / 2
    return np.asarray(np.array(box) * np.tile(part, 2) + np.tile(margin, 2), np.float32)


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
