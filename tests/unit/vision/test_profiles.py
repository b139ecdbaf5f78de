"""Colours are converted from the profile of a file."""

import io
import struct
from itertools import product

import numpy as np
import pytest
from PIL import Image, ImageCms

from classify_image.vision.colours import profiles
from tests.kits.decoding import decode_image
from tests.kits.image_files import encoded, photograph

# Chromaticities of red, green and blue (x, y), and the exponent of the curve.
DISPLAY_P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), 2.2)
ADOBE_RGB = ((0.640, 0.330), (0.210, 0.710), (0.150, 0.060), 2.2)
PROPHOTO = ((0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001), 1.8)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def profile(red: tuple[float, float], green: tuple[float, float], blue: tuple[float, float], gamma: float) -> bytes:
    """Return a profile of a matrix and a curve: ICC.1:2001-04, for a white of D50."""
    white = np.array([0.9642, 1.0, 0.8249])
    primaries = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in (red, green, blue)]).T
    columns = primaries * np.linalg.solve(primaries, white)
    xyz = [
        b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in column) for column in columns.T
    ]
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    white_point = b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in white)
    description = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(79)
    tags = {b"rXYZ": xyz[0], b"gXYZ": xyz[1], b"bXYZ": xyz[2], b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    tags |= {b"wtpt": white_point, b"desc": description, b"cprt": b"text\0\0\0\0none\0\0\0\0"}
    return _profile(b"RGB ", tags)


def grey_profile(gamma: float) -> bytes:
    """Return a profile of greys."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    white = b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in (0.9642, 1.0, 0.8249))
    description = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(79)
    return _profile(
        b"GRAY", {b"kTRC": curve, b"wtpt": white, b"desc": description, b"cprt": b"text\0\0\0\0none\0\0\0\0"}
    )


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    at, table, data = 128 + 4 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        padded = value.ljust(-(-len(value) // 4) * 4, b"\0")
        table += name + struct.pack(">II", at + len(data), len(value))
        data += padded
    size = at + len(data)
    header = struct.pack(
        ">I4sI4s4s4s12s4s4s", size, b"none", 0x02100000, b"mntr", space, b"XYZ ", bytes(12), b"acsp", b"\0\0\0\0"
    )
    header += bytes(28) + struct.pack(">iii", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(decode_image(content, 30_000_000, 500).pixels, np.int16)


def expected(image: Image.Image, icc: bytes) -> np.ndarray:
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return np.asarray(made, np.int16)


@pytest.mark.parametrize(
    ("space", "form"),
    list(product((DISPLAY_P3, ADOBE_RGB, PROPHOTO), ("JPEG", "PNG", "WEBP", "TIFF", "AVIF"))),
)
def test_another_profile_is_converted(
    space: tuple[tuple[float, float], tuple[float, float], tuple[float, float], float], form: str
) -> None:
    icc = profile(*space)
    content = encoded(photograph(), form, icc_profile=icc)
    shown, plain = pixels(content), pixels(encoded(photograph(), form))
    assert np.abs(shown - plain).mean() > 2
    assert np.abs(shown - expected(photograph(), icc)).mean() < 3


def test_srgb_costs_nothing() -> None:
    image = photograph()
    image.info["icc_profile"] = SRGB
    assert profiles.transform_of(image) is None
    assert profiles.transform_of(photograph()) is None


def test_a_profile_is_read_once() -> None:
    image = photograph()
    image.info["icc_profile"] = profile(*DISPLAY_P3)
    first = profiles.transform_of(image)
    assert first is not None
    image.info["icc_profile"] = bytes(bytearray(profile(*DISPLAY_P3)))
    assert profiles.transform_of(image) is first


@pytest.mark.parametrize(
    "icc",
    [b"x", b"x" * 200, SRGB[:300], grey_profile(1.0), bytes(5_000_000)],
    ids=["short", "none", "cut", "grey", "huge"],
)
def test_a_profile_that_is_none_of_the_images_changes_nothing(icc: bytes) -> None:
    for form in ("JPEG", "PNG"):
        content = encoded(photograph(), form, icc_profile=icc[:60_000] if form == "JPEG" else icc)
        assert (pixels(content) == pixels(encoded(photograph(), form))).all()


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "I;16"])
def test_every_mode(mode: str) -> None:
    grey = np.asarray(photograph().convert("L"), np.uint16)
    image = Image.fromarray(grey * 257) if mode == "I;16" else photograph().convert("RGB" if mode == "P" else mode)
    icc = profile(*ADOBE_RGB) if mode in ("RGBA", "P") else grey_profile(1.0)
    if mode == "P":
        image = image.quantize(64)
    shown, plain = (pixels(encoded(image, "PNG", **options)) for options in ({"icc_profile": icc}, {}))
    assert shown.shape == plain.shape
    assert np.abs(shown - plain).mean() > 2


@pytest.mark.slow
def test_a_large_image_is_converted_as_a_small_one() -> None:
    icc = profile(*ADOBE_RGB)
    large = photograph().resize((3200, 2400))
    for mode in ("RGB", "RGBA"):
        shown = pixels(encoded(large.convert(mode), "PNG", icc_profile=icc, compress_level=1))
        small = Image.fromarray(shown.astype(np.uint8)).resize((160, 120), Image.Resampling.BOX)
        assert np.abs(np.asarray(small, np.int16) - expected(photograph(), icc)).mean() < 3
