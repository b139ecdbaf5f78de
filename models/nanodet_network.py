"""Define NanoDet-g in TensorFlow, and the boxes, classes and scores that its output means.

Architecture: https://github.com/RangiLyu/nanodet, config/legacy_v0.x_configs/nanodet-g.yml (backbone CustomCspNet, neck
PAN, a head that the classes and the boxes share). Each cell of three grids has a logit for each class, and for each
edge of a box the distribution of its distance over 0 to 10 strides.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

Convolution = tuple[NDArray[np.float32], NDArray[np.float32]]  # kernel (height, width, in, out) and bias

SIZE = 416
STRIDES = (8, 16, 32)
CLASSES = 80
BINS = 11
LEAKINESS = 0.1
BLOCKS = ((1, 1), (2, 2), (2, 2), (3, 2))  # repeats and stride; the last three feed the neck
CANDIDATES = 256  # cells whose boxes are compared
DETECTIONS = 100
MAX_OVERLAP = 0.6  # of boxes with a larger intersection over union, only the best is kept
LEAST_SCORE = 0.05
EDGE = [[0, 0], [1, 1], [1, 1], [0, 0]]


def serving(convolutions: Sequence[Convolution]) -> "tf.types.experimental.ConcreteFunction":
    """Map ``pixels`` (1, 416, 416, 3) to ``boxes`` (1, 100, 4), ``classes`` (1, 100) and ``scores`` (1, 100).

    A box is top, left, bottom, right as fractions of the input. The best come first; a score of 0 marks an empty slot.
    """

    def serve(pixels: tf.Tensor) -> dict[str, tf.Tensor]:
        return _detections(grids(pixels, convolutions))

    signature = tf.TensorSpec((1, SIZE, SIZE, 3), tf.float32, name="pixels")
    return tf.function(serve, [signature]).get_concrete_function()


def grids(pixels: tf.Tensor, convolutions: Sequence[Convolution]) -> tf.Tensor:
    """Return what the network says of each cell: (3549, 80 logits and 4 x 11 distances), the finest grid first."""
    following = iter(convolutions)
    x = _convolve(pixels, following, stride=2)
    # PyTorch pads each side by one; "SAME" would pad only the far ones here.
    x = tf.nn.max_pool2d(tf.pad(x, EDGE, constant_values=float(np.finfo(np.float32).min)), 3, 2, "VALID")
    levels = []
    for repeats, stride in BLOCKS:
        x = _block(x, following, repeats, stride)
        levels.append(x)
    fine, middle, coarse = (_convolve(level, following, activate=False) for level in levels[1:])
    middle += _resized(coarse, middle)
    fine += _resized(middle, fine)
    middle += _resized(fine, middle)
    coarse += _resized(middle, coarse)
    cells = []
    for level in (fine, middle, coarse):
        x = _convolve(_convolve(level, following), following, activate=False)
        cells.append(tf.reshape(x, (-1, CLASSES + 4 * BINS)))
    return tf.concat(cells, 0)


def _block(x: tf.Tensor, following: Iterator[Convolution], repeats: int, stride: int) -> tf.Tensor:
    x = first = _convolve(x, following, stride)
    for _ in range(repeats):
        x = _convolve(x, following)
        x = tf.concat([_convolve(x, following), x], 3)
    return tf.concat([_convolve(x, following), first], 3)


def _convolve(x: tf.Tensor, following: Iterator[Convolution], stride: int = 1, *, activate: bool = True) -> tf.Tensor:
    kernel, bias = next(following)
    padded, padding = (x, "SAME") if stride == 1 else (tf.pad(x, EDGE), "VALID")
    x = tf.nn.bias_add(tf.nn.conv2d(padded, kernel, stride, padding), bias)
    return tf.nn.leaky_relu(x, LEAKINESS) if activate else x


def _resized(x: tf.Tensor, like: tf.Tensor) -> tf.Tensor:
    return tf.image.resize(x, like.shape[1:3], tf.image.ResizeMethod.BILINEAR)


def _detections(cells: tf.Tensor) -> dict[str, tf.Tensor]:
    """Take the best class of each cell, decode the boxes of the best cells, and drop a box that overlaps a better one.

    The authors compare the boxes of each class separately, so that one thing may be found as a dog and as a cat. Here
    it gets one class, for the sake of precision.
    """
    logits, distances = cells[:, :CLASSES], cells[:, CLASSES:]
    best, index = tf.math.top_k(tf.reduce_max(logits, 1), CANDIDATES)
    classes = tf.argmax(tf.gather(logits, index), 1, output_type=tf.int32)
    scores = tf.sigmoid(best)
    boxes = _boxes(index, tf.gather(distances, index))
    kept, count = tf.image.non_max_suppression_padded(
        boxes, scores, DETECTIONS, MAX_OVERLAP, LEAST_SCORE, pad_to_max_output_size=True
    )
    outputs = {
        "boxes": tf.gather(boxes, kept),
        "classes": tf.gather(classes, kept),
        "scores": tf.where(tf.range(DETECTIONS) < count, tf.gather(scores, kept), 0.0),
    }
    return {name: tf.expand_dims(values, 0) for name, values in outputs.items()}


def _boxes(index: tf.Tensor, distances: tf.Tensor) -> tf.Tensor:
    """Return the box of each cell: its centre, less or plus the expected distance of each edge."""
    sides = np.array([SIZE // stride for stride in STRIDES])
    level = tf.reduce_sum(tf.cast(index[:, None] >= np.cumsum(sides**2)[:-1].astype(np.int32), tf.int32), 1)
    firsts = np.concatenate([[0], np.cumsum(sides**2)[:-1]])
    first, side, stride = (tf.gather(np.array(each, np.int32), level) for each in (firsts, sides, STRIDES))
    row, column = tf.math.floordiv(index - first, side), tf.math.floormod(index - first, side)
    y, x = ((tf.cast(each, tf.float32) + 0.5) for each in (row, column))
    shares = tf.nn.softmax(tf.reshape(distances, (CANDIDATES, 4, BINS)))
    left, top, right, bottom = tf.unstack(tf.reduce_sum(shares * np.arange(BINS, dtype=np.float32), 2), axis=1)
    cell = tf.cast(stride, tf.float32)[:, None] / SIZE
    return tf.clip_by_value(tf.stack([y - top, x - left, y + bottom, x + right], 1) * cell, 0.0, 1.0)
