"""Turn the errors of image libraries into errors that name the cause (pure)."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import clear_frames

from PIL import Image, UnidentifiedImageError

from classify_image.vision.opening import formats
from classify_image.vision.opening.jpeg_header import unusual_process
from classify_image.vision.opening.tiff_directory import tiff_kind
from cocoon.errors import PermanentError
from cocoon.records.failure_codes import IMAGE_DAMAGED, NOT_AN_IMAGE, UNSUPPORTED_FORMAT

_UNSUPPORTED = (
    "Unsupported",
    "not been built in",
    "not supported",
    "not yet supported",
    "cannot handle",
)  # phrases in the errors of readers
_HEAD = 16  # bytes by which Pillow recognizes formats


@contextmanager
def image_errors(content: bytes) -> Iterator[None]:
    """Turn any error of Pillow into a PermanentError that says what is wrong with the image."""
    try:
        yield
    except PermanentError:
        raise
    except UnidentifiedImageError as error:
        raise _unidentified(content) from error
    except Exception as error:  # for damaged files, Pillow's decoders raise more kinds than are documented
        clear_frames(error.__traceback__)  # the frames keep pixels as long as anything keeps the error
        text = _message(error)
        if name := unusual_process(content):
            text = f"The image is a JPEG of a kind that is not read: {name}."
            raise PermanentError(UNSUPPORTED_FORMAT, text) from error
        if "decoder error" in text and content[:2] in (b"II", b"MM"):
            text += f" ({tiff_kind(content)})"
        if any(word in text for word in _UNSUPPORTED):
            raise PermanentError(UNSUPPORTED_FORMAT, f"The image is of a kind that is not read: {text}.") from error
        raise PermanentError(IMAGE_DAMAGED, f"The image is damaged: {text}.") from error


def _message(error: Exception) -> str:
    if isinstance(error, struct.error):
        return "it ends within its header"
    text = str(error).strip().removesuffix(".") or type(error).__name__
    return "it ends within its header" if "unpack_from" in text else text  # Pillow passes struct's message on


def _unidentified(content: bytes) -> PermanentError:
    """Return the error for a file that Pillow cannot open in any supported format."""
    if name := unusual_process(content):
        return PermanentError(UNSUPPORTED_FORMAT, f"The image is a JPEG of a kind that is not read: {name}.")
    name = formats.foreign_format(content) or _other_format(content)
    if name is not None:
        return PermanentError(UNSUPPORTED_FORMAT, f"The image has the format {name}; supported are {formats.NAMES}.")
    readable = [each for each in formats.readable_as(content) if each in Image.OPEN]
    name = next((each for each in readable if (accept := Image.OPEN[each][1]) and accept(content[:_HEAD])), None)
    if name is None:
        return PermanentError(NOT_AN_IMAGE, "The blob is not an image in a format that is known.")
    if name == "TIFF" and (kind := tiff_kind(content)):
        return PermanentError(UNSUPPORTED_FORMAT, f"The image is a TIFF of a kind that is not read: {kind}.")
    reason = _reason(name, content)
    if any(word in reason for word in _UNSUPPORTED):
        return PermanentError(UNSUPPORTED_FORMAT, f"The image is {name} of a kind that is not read: {reason}.")
    text = f"The image is damaged: it begins as {name} does, but its header cannot be read: {reason}."
    return PermanentError(IMAGE_DAMAGED, text)


def _reason(name: str, content: bytes) -> str:
    """Return why a format's reader refuses a file; Pillow itself does not say."""
    try:
        Image.OPEN[name][0](io.BytesIO(content), "")
    except Exception as error:  # noqa: BLE001 - of many kinds
        return _message(error)
    return "it is not known why"


def _other_format(content: bytes) -> str | None:
    """Return the format of a file that Pillow can open but that is not supported."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            return None if image.format in formats.READ else image.format
    except Exception:  # noqa: BLE001 - Pillow does not know the format
        return None
