"""What files say of their colours without a profile; the expected values are those of Chromium 156."""

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms

from classify_image.vision.colours import profile_builder, profiles
from classify_image.vision.colours.profile_builder import BT_709, BT_2020, DISPLAY_P3, Curve, Primaries
from tests.kits.decoding import decode_image
from tests.kits.image_files import encoded, photograph, with_chunk

PNG = encoded(photograph(), "PNG")
GREY = encoded(photograph().convert("L"), "PNG")
CHROMATICITIES_OF_P3 = (0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060)


def shown(content: bytes) -> np.ndarray:
    return np.asarray(decode_image(content, 1_000_000, 500).pixels, np.int16)


def gamma(value: float) -> bytes:
    return struct.pack(">I", round(value * 100_000))


def cicp(primaries: int, transfer: int) -> bytes:
    return bytes((primaries, transfer, 0, 1))


def chromaticities(values: tuple[float, ...]) -> bytes:
    return b"".join(struct.pack(">I", round(value * 100_000)) for value in values)


def of_profile(primaries: Primaries, curve: Curve) -> np.ndarray:
    made = profile_builder.rgb(primaries, curve)
    assert made
    source = ImageCms.ImageCmsProfile(io.BytesIO(made))
    return np.asarray(
        ImageCms.profileToProfile(photograph(), source, ImageCms.createProfile("sRGB"), outputMode="RGB"), np.int16
    )


@pytest.mark.parametrize(
    "content",
    [
        with_chunk(PNG, b"gAMA", gamma(1 / 2.2)),
        with_chunk(PNG, b"gAMA", gamma(0)),
        with_chunk(PNG, b"gAMA", gamma(1000)),
        with_chunk(with_chunk(PNG, b"gAMA", gamma(1.0)), b"sRGB", b"\0"),
        with_chunk(PNG, b"cICP", cicp(1, 13)),
        with_chunk(PNG, b"cICP", cicp(200, 16)),
        with_chunk(with_chunk(PNG, b"gAMA", gamma(1.0)), b"cICP", cicp(1, 13)),
        with_chunk(with_chunk(PNG, b"gAMA", gamma(1.0)), b"cHRM", bytes(32)),
    ],
)
def test_what_says_srgb_or_nonsense_changes_nothing(content: bytes) -> None:
    assert (shown(content) == shown(PNG)).all()


def test_a_linear_png_is_brighter() -> None:
    expected = of_profile(BT_709, Curve("gamma", 1.0))
    assert np.abs(shown(with_chunk(PNG, b"gAMA", gamma(1.0))) - expected).mean() < 2
    assert shown(with_chunk(GREY, b"gAMA", gamma(1.0))).mean() > shown(GREY).mean() + 20


def test_primaries_of_a_png() -> None:
    both = with_chunk(with_chunk(PNG, b"gAMA", gamma(1 / 2.2)), b"cHRM", chromaticities(CHROMATICITIES_OF_P3))
    expected = of_profile(DISPLAY_P3, Curve("srgb"))
    assert np.abs(shown(both) - expected).mean() < 2
    assert np.abs(shown(with_chunk(PNG, b"cICP", cicp(12, 13))) - expected).mean() < 2
    assert np.abs(expected - shown(PNG)).mean() > 1


@pytest.mark.parametrize(("transfer", "name"), [(16, "pq"), (18, "hlg")])
def test_hdr_is_made_to_fit(transfer: int, name: str) -> None:
    found = shown(with_chunk(PNG, b"cICP", cicp(9, transfer)))
    assert np.abs(found - of_profile(BT_2020, Curve(name))).mean() < 2
    light = profile_builder._curve(Curve(name))
    values = np.frombuffer(light[12:], ">u2")
    assert (np.diff(values.astype(int)) >= 0).all()
    assert values[0] == 0
    white = values[round(4095 * (0.58 if name == "pq" else 0.75))]  # ITU-R BT.2408: where reference white lies
    assert 0.4 < white / 65535 < 0.6


def test_code_points_of_an_avif() -> None:
    content = encoded(photograph(), "AVIF")
    at = content.index(b"colrnclx") + 8
    p3 = content[:at] + struct.pack(">HH", 12, 13) + content[at + 4 :]
    assert np.abs(shown(p3) - of_profile(DISPLAY_P3, Curve("srgb"))).mean() < 4


def test_a_made_profile_of_srgb_is_srgb() -> None:
    image = photograph()
    image.info["icc_profile"] = profile_builder.rgb(BT_709, Curve("srgb"))
    assert profiles.transform_of(image) is None
    assert profile_builder.rgb(Primaries((0, 0), (0, 0), (0, 0)), Curve("srgb")) is None
    assert profile_builder.rgb(Primaries((0.3, 0.3), (0.3, 0.3), (0.3, 0.3)), Curve("srgb")) is None


def test_grey_profiles() -> None:
    grey = Image.linear_gradient("L")
    grey.info["icc_profile"] = profile_builder.grey(Curve("gamma", 1.0))
    assert profiles.transform_of(grey) is not None
