"""Recognize a file's format by its first bytes, regardless of its name and content type (pure)."""

AVIF, HEIF, JPEG_2000 = "AVIF", "HEIF", "JPEG2000"  # as Pillow and pi-heif call them
READ = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", JPEG_2000, AVIF, HEIF)
NAMES = "JPEG, PNG, WebP, GIF, TIFF, BMP, JPEG 2000, AVIF and HEIC"  # as people call them
_ISO_FORMATS = (AVIF, HEIF)
_MOST_BRANDS = 256  # bytes of the list of brands that are read
# The brands of ISO base media files: ISO/IEC 23008-12 (HEIF), the AV1 image format, and a video format.
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), AVIF),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"), HEIF),
    b"qt  ": "QuickTime video",
}
_ANY_CODEC = (b"mif1", b"msf1", b"mif2")  # the compatible brands name the codec
_SIGNATURES = {
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL \r\n\x87\n": "JPEG XL",
    b"8BPS": "PSD (Photoshop)",
    b"%!PS": "PostScript",
    b"\xc5\xd0\xd3\xc6": "EPS",
    b"\0\0\1\0": "ICO (icon)",
    b"II\xbc": "JPEG XR",
    b"BPG\xfb": "BPG",
    b"qoif": "QOI",
    b"v/1\1": "OpenEXR",
    b"#?RADIANCE": "Radiance HDR",
    b"AT&TFORM": "DjVu",
    b"gimp xcf": "XCF (GIMP)",
    b"\xd7\xcd\xc6\x9a": "WMF",
    b"PK\3\4": "ZIP",
    b"\x1aE\xdf\xa3": "Matroska or WebM video",
}
_TEXT_SIGNATURES = {b"%PDF": "PDF", b"<svg": "SVG"}
_SNIFFED = 4096  # bytes within which these begin


def readable_as(content: bytes) -> tuple[str, ...]:
    """Return the formats of READ that the file may have."""
    if content[4:8] == b"ftyp":
        name = _iso_format(content)
        return (name,) if name in _ISO_FORMATS else ()
    return tuple(name for name in READ if name not in _ISO_FORMATS)


def foreign_format(content: bytes) -> str | None:
    """Return the common name of a file's format if it is not one of READ; None if it is unknown."""
    if content[4:8] == b"ftyp":
        name = _iso_format(content)
        return None if name in _ISO_FORMATS else name
    at_the_start = (name for signature, name in _SIGNATURES.items() if content.startswith(signature))
    in_text = (name for signature, name in _TEXT_SIGNATURES.items() if signature in content[:_SNIFFED])
    return next(at_the_start, None) or next(in_text, None)


def _iso_format(content: bytes) -> str:
    """Return the format of an ISO base media file, by its major brand or its compatible brands."""
    size = min(int.from_bytes(content[:4], "big"), _MOST_BRANDS)
    major, compatible = content[8:12], [content[at : at + 4] for at in range(16, size - 3, 4)]
    if major in _ANY_CODEC:
        return next((_BRANDS[brand] for brand in compatible if brand in _BRANDS), HEIF)
    name = next((_BRANDS[brand] for brand in (major, *compatible) if brand in _BRANDS), None)
    return name or f"MP4 or another ISO media file (brand {major.decode('ascii', 'replace')!r})"
