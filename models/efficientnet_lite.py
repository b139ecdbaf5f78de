"""Build a network of the EfficientNet-Lite family in Keras with the ImageNet weights of a PyTorch state dict.

Architecture: https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite
(no squeeze-and-excitation, ReLU6). The larger networks have more channels and more blocks in a stage; the stem, the
head and the number of blocks in the first and the last stage are the same in all of them.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

CLASSES = 1000
STEM_CHANNELS = 32
HEAD_CHANNELS = 1280
CHANNELS_STEP = 8  # a scaled number of channels is a multiple of it
LEAST_OF_CHANNELS = 0.9  # the least that rounding leaves
BATCH_NORM_EPSILON = 1e-3


class Scale(NamedTuple):
    """What distinguishes a network of the family: the image's side, and the factors of its channels and blocks."""

    size: int
    width: float
    depth: float


class Stage(NamedTuple):
    """A sequence of inverted-residual blocks, of which only the first has the stride."""

    repeats: int
    kernel: int
    stride: int
    expand: int
    channels: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)

StateDict = Mapping[str, NDArray[np.generic]]


def build(name: str, scale: Scale, weights: StateDict) -> keras.Model:
    """Return the classifier: ``(batch, size, size, 3)`` float32 in, ``(batch, 1000)`` probabilities out.

    Pixels are RGB, normalised as ``(value - 127) / 128``.
    """
    pixels = keras.Input((scale.size, scale.size, 3), name="pixels")
    x = _convolution(pixels, STEM_CHANNELS, kernel=3, stride=2, name="conv_stem")
    x = _normalise(x, "bn0")
    block = 0
    channels = STEM_CHANNELS
    for stage in scaled(scale):
        for repeat in range(stage.repeats):
            stride = stage.stride if repeat == 0 else 1
            x = _block(x, channels, stage, stride, f"blocks.{block}.")
            channels = stage.channels
            block += 1
    x = _convolution(x, HEAD_CHANNELS, kernel=1, stride=1, name="conv_head")
    x = _normalise(x, "bn1")
    x = keras.layers.GlobalAveragePooling2D(name="pool")(x)
    scores = keras.layers.Dense(CLASSES, activation="softmax", name="fc")(x)
    model = keras.Model(pixels, scores, name=name)
    for layer in model.layers:
        layer.set_weights(_weights_of(layer, weights))
    return model


def scaled(scale: Scale) -> list[Stage]:
    """Return the stages of a network."""
    inner = range(1, len(STAGES) - 1)
    return [
        stage._replace(
            repeats=math.ceil(stage.repeats * scale.depth) if index in inner else stage.repeats,
            channels=_rounded(stage.channels * scale.width),
        )
        for index, stage in enumerate(STAGES)
    ]


def _rounded(channels: float) -> int:
    nearest = max(CHANNELS_STEP, int(channels + CHANNELS_STEP / 2) // CHANNELS_STEP * CHANNELS_STEP)
    return nearest if nearest >= LEAST_OF_CHANNELS * channels else nearest + CHANNELS_STEP


def _block(x: keras.KerasTensor, channels: int, stage: Stage, stride: int, prefix: str) -> keras.KerasTensor:
    shortcut = x
    if stage.expand != 1:
        x = _convolution(x, channels * stage.expand, kernel=1, stride=1, name=f"{prefix}expand_conv")
        x = _normalise(x, f"{prefix}bn0")
    x = keras.layers.DepthwiseConv2D(
        stage.kernel, stride, padding="same", use_bias=False, name=f"{prefix}depthwise_conv"
    )(x)
    x = _normalise(x, f"{prefix}bn1")
    x = _convolution(x, stage.channels, kernel=1, stride=1, name=f"{prefix}project_conv")
    x = _normalise(x, f"{prefix}bn2", activate=False)
    if stride == 1 and channels == stage.channels:
        x = keras.layers.Add(name=f"{prefix}add")([shortcut, x])
    return x


def _convolution(x: keras.KerasTensor, channels: int, kernel: int, stride: int, name: str) -> keras.KerasTensor:
    return keras.layers.Conv2D(channels, kernel, stride, padding="same", use_bias=False, name=name)(x)


def _normalise(x: keras.KerasTensor, name: str, *, activate: bool = True) -> keras.KerasTensor:
    x = keras.layers.BatchNormalization(epsilon=BATCH_NORM_EPSILON, name=name)(x)
    return keras.layers.ReLU(max_value=6, name=f"{name}_relu")(x) if activate else x


def _weights_of(layer: keras.layers.Layer, weights: StateDict) -> list[NDArray[np.generic]]:
    """Return a layer's weights in Keras' order of axes."""
    # blocks.3.bn1 is _blocks.3._bn1 in the file; Keras cannot export a name that begins with "_"
    *block, name = layer.name.split(".")
    prefix = f"_{block[0]}.{block[1]}._{name}" if block else f"_{name}"
    if isinstance(layer, keras.layers.DepthwiseConv2D):
        return [weights[f"{prefix}.weight"].transpose(2, 3, 0, 1)]
    if isinstance(layer, keras.layers.Conv2D):
        return [weights[f"{prefix}.weight"].transpose(2, 3, 1, 0)]
    if isinstance(layer, keras.layers.BatchNormalization):
        return [weights[f"{prefix}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")]
    if isinstance(layer, keras.layers.Dense):
        return [weights[f"{prefix}.weight"].T, weights[f"{prefix}.bias"]]
    return []
