"""Reject a truncated JPEG that lacks more than a few rows (pure)."""

from collections.abc import Iterator

from PIL import Image

from classify_image.vision.opening.jpeg_header import read_frame
from classify_image.vision.opening.jpeg_scans import read_scans

_UNKNOWN = (127, 128)  # the grey that libjpeg writes where it has no coefficients
_ALLOWED = 100  # one row in this many may be missing


def expect_all_rows(image: Image.Image, content: bytes) -> None:
    """Check that a loaded JPEG, to which an end marker was appended, has nearly all its rows.

    :raises ValueError: if it has not.
    """
    frame = read_frame(content)
    if frame and frame.in_several_scans and not _has_all_scans(content):
        message = "it ends before its last scan"
        raise ValueError(message)
    row = image.height - 1 - image.height // _ALLOWED
    extrema = image.crop((0, row, image.width, row + 1)).convert("RGB").getextrema()
    if all(low in _UNKNOWN and high in _UNKNOWN for low, high in extrema):  # type: ignore[misc] # pairs
        message = "it ends before its last rows"
        raise ValueError(message)


def _has_all_scans(content: bytes) -> bool:
    """Return whether every component has scans for its lowest bit and highest coefficient: ITU-T T.81, B.2.3."""
    complete: dict[int, int] = {}
    for components, last, low_bit in _scans(content):
        for component in components:
            if low_bit == 0:
                complete[component] = max(complete.get(component, 0), last)
            else:
                complete.setdefault(component, 0)
    return bool(complete) and all(last == _HIGHEST for last in complete.values())


_HIGHEST = 63  # coefficient of a block


def _scans(content: bytes) -> Iterator[tuple[list[int], int, int]]:
    """Yield each scan's components, last coefficient and lowest bit."""
    scans = read_scans(content)
    for at in scans.starts if scans else ():
        count = content[at]
        components = [content[at + 1 + 2 * number] for number in range(count)]
        yield components, content[at + 2 + 2 * count], content[at + 3 + 2 * count] & 0x0F
