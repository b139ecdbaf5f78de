"""The sample images, as data for tests."""

import io
from functools import cache
from pathlib import Path

from PIL import Image

SAMPLES = Path(__file__).parents[2] / "samples/images"
ALL_SAMPLES = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
PHOTOGRAPHS = sorted(SAMPLES.rglob("*.jpg"))
CHELSEA, COFFEE = SAMPLES / "animals/chelsea.png", SAMPLES / "food/coffee.png"


@cache
def cropped_photograph(number: int) -> bytes:
    """Return a JPEG that differs for each number."""
    with Image.open(PHOTOGRAPHS[number % len(PHOTOGRAPHS)]) as image:
        buffer = io.BytesIO()
        image.crop((number % 7, number % 5, image.width, image.height)).save(buffer, "JPEG")
        return buffer.getvalue()
