"""The byte stream of a connection, cut into frames (OASIS AMQP 1.0, part 2.3)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from .values import DecodeError

AMQP_FRAME, SASL_FRAME = 0, 1
AMQP_HEADER = b"AMQP\x00\x01\x00\x00"
SASL_HEADER = b"AMQP\x03\x01\x00\x00"
HEARTBEAT = b"\x00\x00\x00\x08\x02\x00\x00\x00"
MAX_FRAME_SIZE = 256 * 1024

_frame_header = struct.Struct(">IBBH")  # size, data offset in words, type, channel
_DATA_OFFSET = 2


class Frame(NamedTuple):
    """One frame's type, channel and body; the body of a heartbeat is empty."""

    kind: int
    channel: int
    body: bytes


def pack(channel: int, body: bytes, kind: int = AMQP_FRAME) -> bytes:
    """Return the bytes of a frame."""
    return _frame_header.pack(len(body) + _frame_header.size, _DATA_OFFSET, kind, channel) + body


class FrameReader:
    """Collects the bytes that arrive, and yields protocol headers and whole frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._expects_header = True

    def expect_header(self) -> None:
        """Expect a protocol header next: the AMQP layer begins with one after SASL."""
        self._expects_header = True

    def feed(self, data: bytes) -> Iterator[bytes | Frame]:
        """Yield each complete header (as bytes) and each complete frame.

        :raises DecodeError: if the peer does not speak AMQP 1.0.
        """
        self._buffer += data
        while True:
            taken = self._take_header() if self._expects_header else self._take_frame()
            if taken is None:
                return
            yield taken

    def _take_header(self) -> bytes | None:
        if len(self._buffer) < len(AMQP_HEADER):
            return None
        header = bytes(self._buffer[: len(AMQP_HEADER)])
        if header not in (AMQP_HEADER, SASL_HEADER):
            message = f"unknown protocol header {header!r}"
            raise DecodeError(message)
        del self._buffer[: len(header)]
        self._expects_header = False
        return header

    def _take_frame(self) -> Frame | None:
        if len(self._buffer) < _frame_header.size:
            return None
        size, words, kind, channel = _frame_header.unpack_from(self._buffer)
        start = words * 4
        if not _frame_header.size <= start <= size <= MAX_FRAME_SIZE:
            message = f"a frame of {size} bytes with its data at {start}"
            raise DecodeError(message)
        if len(self._buffer) < size:
            return None
        body = bytes(self._buffer[start:size])
        del self._buffer[:size]
        return Frame(kind, channel, body)
