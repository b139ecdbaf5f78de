"""Encoded values, cut out of the bytes without decoding them."""

from .values import DESCRIBED, LIST0, LIST8, LIST32, MAP8, MAP32, DecodeError, cut_short

# By the upper half of the format code (OASIS AMQP 1.0, part 1.2.2).
_FIXED_WIDTHS = {0x4: 0, 0x5: 1, 0x6: 2, 0x7: 4, 0x8: 8, 0x9: 16}
_ONE_BYTE_SIZES = (0xA, 0xC, 0xE)
_FOUR_BYTE_SIZES = (0xB, 0xD, 0xF)


def skip(data: bytes, at: int) -> int:
    """Return the position after the value that starts at ``at``.

    :raises DecodeError: if there is no whole AMQP value there.
    """
    try:
        code = data[at]
        if code == DESCRIBED:
            return skip(data, skip(data, at + 1))
        width = code >> 4
        if width in _FIXED_WIDTHS:
            end = at + 1 + _FIXED_WIDTHS[width]
        elif width in _ONE_BYTE_SIZES:
            end = at + 2 + data[at + 1]
        elif width in _FOUR_BYTE_SIZES:
            end = at + 5 + int.from_bytes(data[at + 1 : at + 5], "big")
        else:
            message = f"no AMQP type has the code {code:#x}"
            raise DecodeError(message)
    except (IndexError, RecursionError) as error:
        message = f"no AMQP value at byte {at}"
        raise DecodeError(message) from error
    if end > len(data):
        raise cut_short(at)
    return end


def raw_items(data: bytes, at: int) -> list[bytes]:
    """Return the encoded items of the list at ``at``, or the encoded keys and values of the map there.

    :raises DecodeError: if there is neither.
    """
    skip(data, at)  # raises unless the whole value is there
    code = data[at]
    if code == LIST0:
        return []
    if code in (LIST8, MAP8):
        count, at = int.from_bytes(data[at + 2 : at + 3], "big"), at + 3
    elif code in (LIST32, MAP32):
        count, at = int.from_bytes(data[at + 5 : at + 9], "big"), at + 9
    else:
        message = f"expected a list or a map at byte {at}"
        raise DecodeError(message)
    items = []
    for _ in range(count):
        end = skip(data, at)
        items.append(data[at:end])
        at = end
    return items
