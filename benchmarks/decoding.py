"""Measure how decoding JPEGs at a fraction of their size changes scores: ``make bench NAME=decoding``.

It decodes the sample photographs at several sizes: by default, with FAST_DECODING, and in full.
"""

import io
import time
from dataclasses import replace
from pathlib import Path
from statistics import mean

from PIL import Image
from rich.console import Console
from rich.table import Table

from benchmarks.photographs import SAMPLES
from classify_image.model.folder import Model, load
from classify_image.model.input_spec import InputSpec
from classify_image.vision.decode import decode_image
from classify_image.vision.needed_side import NeededSide
from classify_image.vision.preprocess import to_tensor
from models.build import FOLDERS

SIZES, QUALITY, ANY = ((512, 512), (640, 480), (1024, 768)), 90, 10**9
WHOLE = NeededSide((InputSpec(10**6, 10**6),))  # then nothing is decoded at a reduced size
ENLARGED = 2.5  # enlarged by more than this, a sample no longer resembles a photograph


def main() -> None:
    """Print a table."""
    model = load(FOLDERS.litert, 1)
    default = NeededSide((model.description.input,))
    table = Table("JPEG", "Decoding", "Photographs", "Other best label", "Largest move", "Mean of the largest", "CPU")
    for size in SIZES:
        files = [content for path in sorted(SAMPLES.rglob("*")) if path.is_file() and (content := _jpeg(path, size))]
        whole = [_scores(model, content, WHOLE) for content in files]
        for name, needed in (("default", default), ("fast", replace(default, fast=True)), ("whole", WHOLE)):
            started = time.process_time()
            scores = [_scores(model, content, needed) for content in files]
            cpu = (time.process_time() - started) / len(files) * 1000
            moves = [
                max(abs(one[i] - other[i]) for i in range(len(one))) for one, other in zip(scores, whole, strict=True)
            ]
            others = sum(
                one.index(max(one)) != other.index(max(other)) for one, other in zip(scores, whole, strict=True)
            )
            row = (f"{others}", f"{max(moves):.3f}", f"{mean(moves):.3f}", f"{cpu:.1f} ms")
            table.add_row(f"{size[0]} x {size[1]}", name, f"{len(files)}", *row)
    Console(width=120).print(table)


def _jpeg(path: Path, size: tuple[int, int]) -> bytes | None:
    """Return a sample as a JPEG of a size; None if that would enlarge it too much."""
    with Image.open(path) as opened:
        image = opened.convert("RGB")
    if min(size) > ENLARGED * min(image.size):
        return None
    buffer = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def _scores(model: Model, content: bytes, needed: NeededSide) -> list[float]:
    tensor = to_tensor(decode_image(content, ANY, needed).pixels, model.description.input)
    return [float(score) for score in next(iter(model.engine.predict(tensor).values()))]


if __name__ == "__main__":
    main()
