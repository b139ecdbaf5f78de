"""Convert the NanoDet detector of an npm package to LiteRT: ``python -m models.nanodet``, after ``npm ci`` in models/.

It writes ``nanodet/model.tflite``, which is committed with the rest of that folder: the package has 145 MB, of which
the model is 4. docs/reference/models.md says who made it, and under which licence.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models import tfjs_weights
from models.folders import HERE, wrong_digest

if TYPE_CHECKING:
    from models.nanodet_network import Convolution

FOLDER = HERE / "nanodet"
SOURCE = HERE / "node_modules" / "@vladmandic" / "human-models" / "models"
SOURCE_SHA256 = {
    "nanodet.json": "4495eb0ec74bd33ee40a79aa06ebc1ccd7e28be1bf7355d93ffb570b8d77f45d",
    "nanodet.bin": "5d0e4f8c4eded666287330be03017d494787d35f523fd77ca23f59db984a4ad9",
}


def main() -> int:
    """Write the model; return the exit code."""
    problem = _problem_of_the_source()
    if problem:
        print(f"{problem}: {FOLDER.name} is not converted", file=sys.stderr)
        return 1
    model = FOLDER / "model.tflite"
    model.write_bytes(convert(convolutions(SOURCE)))
    print(f"Wrote {model.relative_to(HERE.parent)}.", flush=True)
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


def convolutions(source: Path) -> "list[Convolution]":
    """Return the convolutions for pixels in RGB: NanoDet takes BGR, so the first kernel's channels are reversed."""
    (kernel, bias), *others = tfjs_weights.read_convolutions(source / "nanodet.json")
    return [(kernel[:, :, ::-1], bias), *others]


def convert(layers: "Sequence[Convolution]", *, quantized: bool = True) -> bytes:
    """Return the flatbuffer, with weights of 8 bits: half the file's size, and a third of the time, of 16 bits."""
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}  # quiet; read on import of TensorFlow
    import tensorflow as tf  # noqa: PLC0415 - takes seconds

    from models import nanodet_network  # noqa: PLC0415 - imports TensorFlow

    converter = tf.lite.TFLiteConverter.from_concrete_functions([nanodet_network.serving(layers)], tf.Module())
    if quantized:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    flatbuffer: bytes = converter.convert()
    return flatbuffer


if __name__ == "__main__":
    sys.exit(main())
