"""Read the orientation from an EXIF block as browsers do (pure): CIPA DC-008, TIFF 6.0."""

import struct

from classify_image.vision.opening.tiff_directory import SHORT, Tiff

UPRIGHT = 1
_HEADER, _MAGIC = b"Exif\0\0", (b"II*\0", b"MM\0*")
_ORIENTATION = 0x0112


def orientation(block: bytes) -> int:
    """Return the EXIF orientation, 1 to 8; 1 (upright) if the block has none."""
    return find_orientation(block) or UPRIGHT


def find_orientation(block: bytes) -> int | None:
    """Return the EXIF orientation, 1 to 8; None if the block has none.

    Only this tag is read, so damage elsewhere does no harm.

    :param block: from the TIFF header on, with or without ``Exif`` before it.
    """
    block = block.removeprefix(_HEADER)
    tiff = Tiff.of(block)
    if tiff is None or not block.startswith(_MAGIC):
        return None
    try:
        for entry in tiff.entries(tiff.first()):
            if entry.tag == _ORIENTATION and entry.kind == SHORT and entry.values == 1:
                value = tiff.integers(entry)[0]
                if value in range(1, 9):
                    return value
    except struct.error:
        pass  # the block is truncated
    return None
