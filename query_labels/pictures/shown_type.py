"""Decide the content type with which an original is shown, by its bytes rather than its blob's type (pure).

Scripts and SDKs upload images as ``application/octet-stream``, ``image/jpg`` or with parameters. Only images of
types in which browsers run no code are shown; everything else is offered for download.
"""

OCTETS = "application/octet-stream"
_SHOWN = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/bmp", "image/tiff", "image/heic"}
)
_OTHER_NAMES = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-png": "image/png",
    "image/tif": "image/tiff",
}
_OTHER_NAMES |= {"image/x-ms-bmp": "image/bmp", "image/x-bmp": "image/bmp", "image/heif": "image/heic"}
_SIGNATURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif"}
_SIGNATURES |= {b"BM": "image/bmp", b"II*\0": "image/tiff", b"MM\0*": "image/tiff"}
_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
}


def shown_type(declared: str | None, beginning: bytes) -> str | None:
    """Return the content type with which to show an original; None if it must be downloaded.

    :param declared: the content type of the blob.
    :param beginning: the first bytes, if they are known.
    """
    name = (declared or "").partition(";")[0].strip().lower()
    standard_name = _OTHER_NAMES.get(name, name)
    return _of_bytes(beginning) or (standard_name if standard_name in _SHOWN else None)


def _of_bytes(beginning: bytes) -> str | None:
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "image/webp"
    if beginning[4:8] == b"ftyp":
        return _BRANDS.get(beginning[8:12])
    return next((name for signature, name in _SIGNATURES.items() if beginning.startswith(signature)), None)
