"""Make an image file of any size in each kind that uses memory differently."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from PIL import Image


@dataclass(frozen=True, slots=True)
class Kind:
    """A format, a mode, and the options for saving."""

    name: str
    form: str
    mode: str = "RGB"
    options: Mapping[str, object] = field(default_factory=dict)

    def encode(self, size: tuple[int, int]) -> bytes:
        """Return a file with a picture of this size."""
        buffer = io.BytesIO()
        _picture(self.mode, size).save(buffer, self.form, **self.options)
        return buffer.getvalue()


PROGRESSIVE, FULL = {"progressive": True}, {"progressive": True, "subsampling": 0}
KINDS = (
    Kind("JPEG", "JPEG"),
    Kind("JPEG, progressive", "JPEG", options=PROGRESSIVE),
    Kind("JPEG, progressive, 4:4:4", "JPEG", options=FULL),
    Kind("JPEG, progressive, CMYK", "JPEG", "CMYK", FULL),
    Kind("PNG, grey", "PNG", "L"),
    Kind("PNG, palette", "PNG", "P"),
    Kind("PNG, 16-bit grey", "PNG", "I;16"),
    Kind("PNG, grey with alpha", "PNG", "LA"),
    Kind("PNG", "PNG"),
    Kind("PNG with alpha", "PNG", "RGBA"),
    Kind("WebP", "WEBP", options={"method": 0}),
    Kind("WebP with alpha", "WEBP", "RGBA", {"method": 0}),
    Kind("WebP, lossless", "WEBP", "RGBA", {"lossless": True, "method": 0, "quality": 0}),
    Kind("AVIF", "AVIF", options={"speed": 10}),
    Kind("AVIF with alpha, 4:4:4", "AVIF", "RGBA", {"speed": 10, "subsampling": "4:4:4"}),
    Kind("GIF", "GIF", "P"),
    Kind("BMP", "BMP"),
    Kind("TIFF", "TIFF"),
    Kind("TIFF, floats", "TIFF", "F"),
    Kind("TIFF, LZW, with alpha", "TIFF", "RGBA", {"compression": "tiff_lzw"}),
    Kind("TIFF, LZW, one strip", "TIFF", options={"compression": "tiff_lzw", "strip_size": 1 << 31}),
    Kind("TIFF, JPEG, CMYK", "TIFF", "CMYK", {"compression": "jpeg"}),
    Kind("JPEG 2000", "JPEG2000"),
    Kind("JPEG 2000 with alpha", "JPEG2000", "RGBA"),
    Kind("JPEG 2000, tiles", "JPEG2000", options={"tile_size": (512, 512)}),
)


def _picture(mode: str, size: tuple[int, int]) -> Image.Image:
    grey = Image.linear_gradient("L").resize(size, Image.Resampling.NEAREST)
    if mode == "I;16":
        return Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    return grey.convert(mode)
