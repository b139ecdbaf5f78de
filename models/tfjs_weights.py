"""Read the convolutions of a TensorFlow.js graph model: the kernel and the bias of each, in order.

``model.json`` holds a GraphDef in protobuf's JSON form; the values of its constants are in binary shards next to it:
https://github.com/tensorflow/tfjs/tree/master/tfjs-converter.
"""

import json
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DTYPES = {"float32": "<f4", "int32": "<i4", "bool": "?"}
QUANTIZED = {"float16": "<f2", "uint8": "u1", "uint16": "<u2"}


class GraphFormatError(ValueError):
    """The files hold something that this module does not support."""


def read_convolutions(model_json: Path) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Return kernel and bias of each convolution, in the order of the numbers in their names (of none, 0).

    :raises GraphFormatError: if a weight is of an unknown kind, or a convolution has no bias.
    """
    model = json.loads(model_json.read_text(encoding="utf-8"))
    weights: dict[str, NDArray[Any]] = {}
    for group in model["weightsManifest"]:
        shards = b"".join((model_json.parent / path).read_bytes() for path in group["paths"])
        weights |= read_weights(group["weights"], shards)
    nodes = model["modelTopology"]["node"]
    biases = {node["input"][0]: node["input"][1] for node in nodes if node["op"] == "Add"}
    convolutions = {}
    for node in nodes:
        if node["op"] == "Conv2D":
            if biases.get(node["name"]) not in weights:
                raise GraphFormatError(f"{node['name']} has no bias")
            convolutions[_number(node["name"])] = (weights[node["input"][1]], weights[biases[node["name"]]])
    return [convolutions[number] for number in sorted(convolutions)]


def _number(name: str) -> int:
    _, _, number = name.rpartition("_")
    return int(number) if number.isdigit() else 0


def read_weights(entries: list[dict[str, Any]], shards: bytes) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the name and the array of each entry of a manifest, in their order in the shards."""
    start = 0
    for entry in entries:
        quantization = entry.get("quantization")
        kind, dtypes = (quantization, QUANTIZED) if quantization else (entry, DTYPES)
        if kind["dtype"] not in dtypes:
            raise GraphFormatError(f"weight {entry['name']} is {kind['dtype']}; it must be {' or '.join(dtypes)}")
        dtype = np.dtype(dtypes[kind["dtype"]])
        count = prod(entry["shape"])
        array = np.frombuffer(shards, dtype, count, start).reshape(entry["shape"])
        start += count * dtype.itemsize
        if quantization:
            array = array.astype(np.float32)
            if "scale" in quantization:
                array = array * np.float32(quantization["scale"]) + np.float32(quantization["min"])
        yield entry["name"], array
    if start != len(shards):
        raise GraphFormatError(f"the weights take {start} bytes, but the shards have {len(shards)}")
