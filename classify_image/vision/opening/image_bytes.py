"""Count the bytes that Pillow takes for an image in memory (pure)."""

ROW = 8  # bytes that Pillow takes for each row of an image, on top of its pixels
_PIXEL = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16L": 2, "I;16B": 2}  # bytes; all other modes take 4


def image_bytes(mode: str, width: int, height: int) -> int:
    """Return the bytes of an image."""
    row = (width * _PIXEL.get(mode, 4) + 3) // 4 * 4
    return height * (row + ROW)
