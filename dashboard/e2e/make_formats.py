"""Make a picture in each format, turned or in other colours: ``python -m dashboard.e2e.make_formats FOLDER``."""

import shutil
import struct
import sys
from pathlib import Path

from PIL import Image, ImageOps, TiffImagePlugin

from classify_image.vision.colours.profile_builder import DISPLAY_P3, Curve, rgb
from tests.kits.image_files import HEIC, ORIENTATION, encoded, oriented, with_chunk, with_segment
from tests.kits.sample_images import SAMPLES

TURNED = 6


def main(folder: Path) -> None:
    """Write the pictures into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    picture = ImageOps.contain(Image.open(SAMPLES / "animals/german-shepherd.jpg").convert("RGB"), (640, 640))
    jpeg, png = encoded(picture, "JPEG"), encoded(picture, "PNG")
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[ORIENTATION] = TURNED
    files = {
        "turned.jpg": with_segment(jpeg, b"Exif\0\0" + oriented(TURNED)),
        "turned.png": with_chunk(png, b"eXIf", oriented(TURNED)),
        "turned.webp": encoded(picture, "WEBP", exif=oriented(TURNED)),
        "turned.avif": encoded(picture, "AVIF", exif=oriented(TURNED)),
        "turned.tif": encoded(picture, "TIFF", tiffinfo=tags),
        "display-p3.jpg": encoded(picture, "JPEG", icc_profile=rgb(DISPLAY_P3, Curve("srgb"))),
        "display-p3.png": with_chunk(png, b"cICP", bytes((12, 13, 0, 1))),
        "linear.png": with_chunk(png, b"gAMA", struct.pack(">I", 100_000)),
        "plain.gif": encoded(picture, "GIF"),
        "plain.bmp": encoded(picture, "BMP"),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    shutil.copy(HEIC / "turned.heic", folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
