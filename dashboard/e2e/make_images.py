"""Make many pictures of the few samples: ``python dashboard/e2e/make_images.py FOLDER COUNT``.

They are crops, mirrored ones, and two side by side, which get labels of both; and three that fail.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

SAMPLES = Path(__file__).parents[2] / "samples/images"
SIDE = 360  # pixels
LEAST_CROP = 0.7


def main(folder: Path, count: int) -> None:
    """Write the pictures into the folder; the same ones every time."""
    for index, (name, image) in enumerate(pictures(count, SIDE)):
        target = folder / f"{2021 + index % 4}/{index:05}-{name}.jpg"  # mixed, as by time
        target.parent.mkdir(parents=True, exist_ok=True)
        image.save(target, quality=82)
    (folder / "broken").mkdir(exist_ok=True)
    (folder / "broken/letter.jpg").write_text("Dear reader, this is no image.")
    (folder / "broken/drawing.png").write_bytes(b"8BPS\0\1" + bytes(100))
    whole = (SAMPLES / "food/coffee.png").read_bytes()
    (folder / "broken/half.png").write_bytes(whole[: len(whole) // 2])


def pictures(count: int, side: int) -> Iterator[tuple[str, Image.Image]]:
    """Yield pictures with so many pixels on their longer side, and the name of the sample of each."""
    chance = random.Random(count)  # noqa: S311 - not a secret
    samples = [(path, ImageOps.contain(Image.open(path).convert("RGB"), (640, 640))) for path in _files()]
    for index in range(count):
        path, image = samples[index % len(samples)]
        if index % 3 == 2:  # noqa: PLR2004
            image = _beside(image, chance.choice(samples)[1])
        yield path.stem, _vary(image, chance, side)


def _files() -> list[Path]:
    return sorted(path for path in SAMPLES.rglob("*") if path.suffix in (".jpg", ".png", ".webp"))


def _beside(one: Image.Image, other: Image.Image) -> Image.Image:
    height = min(one.height, other.height)
    both = Image.new("RGB", (2 * height, height))
    both.paste(ImageOps.fit(one, (height, height)), (0, 0))
    both.paste(ImageOps.fit(other, (height, height)), (height, 0))
    return both


def _vary(image: Image.Image, chance: random.Random, side: int) -> Image.Image:
    part = chance.uniform(LEAST_CROP, 1)
    width, height = int(image.width * part), int(image.height * chance.uniform(LEAST_CROP, 1))
    left, top = chance.randint(0, image.width - width), chance.randint(0, image.height - height)
    varied = image.crop((left, top, left + width, top + height))
    if chance.random() < 1 / 2:
        varied = ImageOps.mirror(varied)
    varied = ImageEnhance.Color(varied).enhance(chance.uniform(0.6, 1.3))
    return ImageOps.contain(varied, (side, side))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
