"""The orientation that a block of EXIF says (pure), read as browsers read it: CIPA DC-008, TIFF 6.0."""

import struct

from classify_image.vision.tiff_directory import SHORT, Tiff

UPRIGHT = 1
_HEADER, _MAGIC = b"Exif\0\0", (b"II*\0", b"MM\0*")
_ORIENTATION = 0x0112


def orientation(block: bytes) -> int:
    """Return the orientation, 1 to 8: how the image's rows and columns are to be shown.

    Nothing else is looked at, so that what is broken elsewhere does no harm. What is no orientation is 1.

    :param block: from the TIFF header on, with or without ``Exif`` before it.
    """
    block = block.removeprefix(_HEADER)
    tiff = Tiff.of(block)
    if tiff is None or not block.startswith(_MAGIC):
        return UPRIGHT
    try:
        for entry in tiff.entries(tiff.first()):
            if entry.tag == _ORIENTATION:
                value = tiff.integers(entry)[0] if entry.kind == SHORT and entry.values == 1 else UPRIGHT
                return value if value in range(1, 9) else UPRIGHT
    except struct.error:
        pass  # it ends early
    return UPRIGHT
