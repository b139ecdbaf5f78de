"""Make JPEGs like those of COCO (640 x 480, about 150 KB) by cropping and flipping the sample photographs."""

import random
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples/images"
SIZE, QUALITY = (640, 480), 96


def photographs(folder: Path, count: int) -> list[Path]:
    """Return ``count`` photographs in a folder, and make the missing ones; they are always the same."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted(SAMPLES.rglob("*.jpg"))
    paths = [folder / f"{number:012}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            _variant(sources[number % len(sources)], random.Random(number)).save(path, "JPEG", quality=QUALITY)  # noqa: S311
    return paths


def _variant(source: Path, chance: random.Random) -> Image.Image:
    with Image.open(source) as opened:
        image = opened.convert("RGB")
    share = chance.uniform(0.6, 1.0)
    width = min(image.width, image.height * SIZE[0] / SIZE[1]) * share
    height = width * SIZE[1] / SIZE[0]
    left, top = chance.uniform(0, image.width - width), chance.uniform(0, image.height - height)
    cropped = image.resize(SIZE, Image.Resampling.BICUBIC, (left, top, left + width, top + height))
    return ImageOps.mirror(cropped) if chance.random() < 0.5 else cropped  # noqa: PLR2004 - half of them
