"""Build the COCO detector from its published weights: ``python -m models.coco``.

It makes two model folders with the same weights next to this file: ``coco-centernet`` for LiteRT and
``coco-centernet-savedmodel`` for TensorFlow. docs/reference/models.md describes a model folder.

The detector is https://github.com/610265158/mobilenetv3_centernet (25.1 % mAP on COCO, says its README), which npm's
``@vladmandic/human`` contains as a TensorFlow.js graph. It takes 512 x 512 RGB pixels from 0 to 255, letterboxed on
black, and returns the 100 best peaks of its heat map as left, top, right, bottom (in pixels), score, class.
"""

import os
import sys
from typing import TYPE_CHECKING

from models.folders import HERE, ModelFolders, staged, wrong_digest

if TYPE_CHECKING:
    import tensorflow as tf

NAME = "coco-centernet"
VERSION = "1"
SIZE = 512
DETECTIONS = 100
MAX_OVERLAP = 0.6  # of boxes with a larger intersection over union, only the best is kept
INPUT = "tower_0/images"
OUTPUT = "tower_0/detections:0"
SOURCE = HERE / "node_modules" / "@vladmandic" / "human" / "models"
SOURCE_SHA256 = {
    "centernet.json": "bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05",
    "centernet.bin": "1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef",
}
FOLDERS = ModelFolders.of(NAME)

DESCRIPTION = {
    "name": NAME,
    "version": VERSION,
    "input": {
        "width": SIZE,
        "height": SIZE,
        "resize": "letterbox",
        "crop_fraction": 1.0,
        "interpolation": "bilinear",
        "mean": 0.0,
        "std": 1.0,
        "padding": 0,
    },
    "output": {"kind": "detection", "min_score": 0.4},
    "source": "npm @vladmandic/human 3.3.6, centernet; from https://github.com/610265158/mobilenetv3_centernet",
    "license": "MIT (the npm package); no licence was found in the repository it was made from",
}


def main() -> int:
    """Build the missing folders; return the exit code."""
    if FOLDERS.exist():
        return 0
    problem = _problem_of_the_source()
    if problem:
        print(f"{problem}: {NAME} is not built", file=sys.stderr)
        return 1
    print(f"Building the model {NAME} (about 10 seconds) ...", flush=True)
    _build()
    print(f"Built {FOLDERS.litert.name} and {FOLDERS.saved_model.name}.", flush=True)
    return 0


def _problem_of_the_source() -> str:
    for name, expected in SOURCE_SHA256.items():
        path = SOURCE / name
        if not path.exists():
            return f"{path} is missing: run npm ci in {HERE}"
        problem = wrong_digest(path, expected)
        if problem:
            return problem
    return ""


def _build() -> None:
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}  # quiet; read on import of TensorFlow
    # Imported here because TensorFlow takes seconds, and folders that exist already do not need it.
    import tensorflow as tf  # noqa: PLC0415

    from models import tfjs_graph  # noqa: PLC0415

    serve = _served(tfjs_graph.read(SOURCE / "centernet.json"))
    with staged(FOLDERS, DESCRIPTION, HERE / "coco_labels.txt") as building:
        saved_model = str(building.saved_model / "saved_model")
        tf.saved_model.save(tf.Module(), saved_model, signatures=serve)
        (building.litert / "model.tflite").write_bytes(tf.lite.TFLiteConverter.from_saved_model(saved_model).convert())


def _served(graph: "tf.compat.v1.GraphDef") -> "tf.types.experimental.ConcreteFunction":
    """Map ``pixels`` (1, height, width, 3) to ``boxes`` (1, 100, 4), ``classes`` (1, 100) and ``scores`` (1, 100).

    A box is top, left, bottom, right as fractions of the input. The best come first; a score of 0 marks an empty slot.
    """
    import tensorflow as tf  # noqa: PLC0415

    def serve(pixels: tf.Tensor) -> dict[str, tf.Tensor]:
        (detections,) = tf.graph_util.import_graph_def(graph, {INPUT: pixels}, [OUTPUT], name="")
        left, top, right, bottom, scores, classes = tf.unstack(tf.reshape(detections, (DETECTIONS, 6)), axis=1)
        boxes = tf.clip_by_value(tf.stack([top, left, bottom, right], axis=1) / SIZE, 0.0, 1.0)
        kept, count = tf.image.non_max_suppression_padded(
            boxes, scores, DETECTIONS, iou_threshold=MAX_OVERLAP, pad_to_max_output_size=True
        )
        scores = tf.where(tf.range(DETECTIONS) < count, tf.gather(scores, kept), 0.0)
        classes = tf.cast(tf.gather(classes, kept), tf.int32)
        outputs = {"boxes": tf.gather(boxes, kept), "classes": classes, "scores": scores}
        return {name: tf.expand_dims(values, 0) for name, values in outputs.items()}

    signature = tf.TensorSpec((1, SIZE, SIZE, 3), tf.float32, name="pixels")
    return tf.function(serve, [signature]).get_concrete_function()


if __name__ == "__main__":
    sys.exit(main())
