"""Convert a TensorFlow.js graph model to a graph that TensorFlow runs.

``model.json`` holds a GraphDef in protobuf's JSON form, with two differences: the values of its constants are in
binary shards next to it, and convolutions are fused with the operations that follow them:
https://github.com/tensorflow/tfjs/tree/master/tfjs-converter.
"""

import json
from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from google.protobuf import json_format  # type: ignore[import-untyped]
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[Any]]

DTYPES = {"float32": "<f4", "int32": "<i4", "bool": "?"}
QUANTIZED = {"float16": "<f2", "uint8": "u1", "uint16": "<u2"}
FUSED = {"_FusedConv2D": "Conv2D", "FusedDepthwiseConv2dNative": "DepthwiseConv2dNative"}
FUSED_OPS = {"BiasAdd", "Relu", "Relu6", "Elu"}
CONVOLUTION_ATTRIBUTES = ("T", "strides", "padding", "explicit_paddings", "data_format", "dilations")


class GraphFormatError(ValueError):
    """The files hold something that this module does not support."""


def read(model_json: Path) -> tf.compat.v1.GraphDef:
    """Return the graph of a ``model.json`` and its shards, for ``tf.graph_util.import_graph_def``.

    :raises GraphFormatError: if a weight or a fused operation is of an unknown kind.
    """
    model = json.loads(model_json.read_text(encoding="utf-8"))
    weights: dict[str, NDArray[Any]] = {}
    for group in model["weightsManifest"]:
        shards = b"".join((model_json.parent / path).read_bytes() for path in group["paths"])
        weights |= read_weights(group["weights"], shards)
    return graph_def(model["modelTopology"], weights)


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


def graph_def(topology: Mapping[str, Any], weights: Weights) -> tf.compat.v1.GraphDef:
    """Return the graph of a ``modelTopology`` with its constants filled in and its fused convolutions split."""
    stored = json_format.ParseDict(topology, tf.compat.v1.GraphDef())
    graph = tf.compat.v1.GraphDef(versions=stored.versions)
    for node in stored.node:
        if node.op == "Const":
            dtype = tf.as_dtype(node.attr["dtype"].type)  # the shards hold an int64 as an int32
            value = tf.make_tensor_proto(weights[node.name].astype(dtype.as_numpy_dtype), dtype)
            node.attr["value"].tensor.CopyFrom(value)
        if node.op in FUSED:
            graph.node.extend(_unfused(node))
        else:
            graph.node.append(node)
    return graph


def _unfused(node: tf.compat.v1.NodeDef) -> Iterator[tf.compat.v1.NodeDef]:
    """Yield a convolution and each operation that was fused with it, in order; the last has the node's name."""
    fused = [op.decode() for op in node.attr["fused_ops"].list.s]
    if not fused or not set(fused) <= FUSED_OPS:
        raise GraphFormatError(f"{node.name} is fused with {fused}; it must be {' or '.join(sorted(FUSED_OPS))}")
    images, kernel, *biases = node.input
    part = tf.compat.v1.NodeDef(name=f"{node.name}/unfused", op=FUSED[node.op], input=[images, kernel])
    for name in CONVOLUTION_ATTRIBUTES:
        if name in node.attr:
            part.attr[name].CopyFrom(node.attr[name])
    for op in fused:
        yield part
        inputs = [part.name, *biases] if op == "BiasAdd" else [part.name]
        part = tf.compat.v1.NodeDef(name=f"{node.name}/{op}", op=op, input=inputs)
        part.attr["T"].CopyFrom(node.attr["T"])
    part.name = node.name
    yield part
