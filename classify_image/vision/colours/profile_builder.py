"""Build ICC profiles of the colour spaces that files name, so that all are converted to sRGB alike (pure).

ICC.1:2001-04 (profiles), ITU-R BT.2100 (PQ and HLG), ITU-R BT.2408 (reference white of HDR).
"""

import struct
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]  # x and y
Values = NDArray[np.float64]

_D65, _D50 = (0.3127, 0.3290), np.array([0.9642, 1.0, 0.8249])
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_STEPS = 4096
_REFERENCE_WHITE, _PEAK = 203.0, 1000.0  # cd/m2
_CLOSE = 0.005


class Primaries(NamedTuple):
    """The chromaticities of a colour space."""

    red: Point
    green: Point
    blue: Point
    white: Point = _D65

    def is_close_to(self, other: "Primaries") -> bool:
        """Return whether two sets are equal except for rounding."""
        return bool(np.abs(np.array(self) - np.array(other)).max() < _CLOSE)


class Curve(NamedTuple):
    """A transfer function from values to light: "srgb", "pq", "hlg", or "gamma" with an exponent."""

    name: str
    exponent: float = 1.0


BT_709 = Primaries((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
DISPLAY_P3 = Primaries((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
BT_2020 = Primaries((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))


@lru_cache(maxsize=32)
def rgb(primaries: Primaries, curve: Curve) -> bytes | None:
    """Return an RGB profile; None if the chromaticities are invalid."""
    try:
        columns = _columns(primaries)
    except (np.linalg.LinAlgError, ZeroDivisionError):
        return None
    if not np.isfinite(columns).all():
        return None
    light = _curve(curve)
    tags = {name: _xyz(column) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns.T, strict=True)}
    return _profile(b"RGB ", tags | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), light))


@lru_cache(maxsize=32)
def grey(curve: Curve) -> bytes:
    """Return a grey profile."""
    return _profile(b"GRAY", {b"kTRC": _curve(curve)})


def _columns(primaries: Primaries) -> Values:
    """Return the matrix from RGB to XYZ, adapted to the white point D50."""
    red, green, blue, white = (np.array([x / y, 1.0, (1 - x - y) / y]) for x, y in primaries)
    matrix = np.array([red, green, blue]).T
    matrix = matrix * np.linalg.solve(matrix, white)
    scale = (_BRADFORD @ _D50) / (_BRADFORD @ white)
    return np.asarray(np.linalg.inv(_BRADFORD) @ np.diag(scale) @ _BRADFORD @ matrix)


def _curve(curve: Curve) -> bytes:
    values = np.linspace(0.0, 1.0, _STEPS)
    light = {"srgb": _srgb, "pq": _pq, "hlg": _hlg}.get(curve.name, lambda each: each**curve.exponent)(values)
    table: bytes = np.round(np.clip(light, 0, 1) * 65535).astype(">u2").tobytes()
    return b"curv\0\0\0\0" + struct.pack(">I", _STEPS) + table


def _srgb(values: Values) -> Values:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - IEC 61966-2-1


def _pq(values: Values) -> Values:
    """Return the light of ITU-R BT.2100, table 4, tone-mapped for a screen without HDR."""
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    power = values ** (1 / m2)
    light: Values = 10_000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
    return _toned(light)


def _hlg(values: Values) -> Values:
    """Return the light of ITU-R BT.2100, table 5, on a screen of 1,000 cd/m2, tone-mapped likewise."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(values <= 0.5, values**2 / 3, (np.exp((values - c) / a) + b) / 12)  # noqa: PLR2004
    return _toned(_PEAK * scene**1.2)


def _toned(light: Values) -> Values:
    """Compress light that is brighter than white, with Reinhard's curve for a given white point."""
    relative, brightest = light / _REFERENCE_WHITE, _PEAK / _REFERENCE_WHITE
    return relative * (1 + relative / brightest**2) / (1 + relative)


def _xyz(values: Values) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(float(value) * 65536)) for value in values)


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    tags = tags | {
        b"wtpt": _xyz(_D50),
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 7) + b"cocoon\0" + bytes(78),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
    }
    at, table, data = 128 + 4 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        table += name + struct.pack(">II", at + len(data), len(value))
        data += value.ljust(-(-len(value) // 4) * 4, b"\0")
    header = struct.pack(
        ">I4sI4s4s4s12s4s", at + len(data), bytes(4), 0x02100000, b"mntr", space, b"XYZ ", bytes(12), b"acsp"
    )
    header = header.ljust(68, b"\0") + struct.pack(">iii", 63190, 65536, 54061)  # the illuminant, D50
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data
