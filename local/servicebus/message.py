"""A queued message: what its sender wrote, and what the broker knows of it.

The sender's sections are kept as the bytes that arrived, so that every AMQP type survives
the way through the queue; only what the broker must read or change is taken apart.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from .amqp import encoding as e
from .amqp.decoding import DecodeError, decode, raw_items, skip

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from .subqueue import SubQueue

HEADER, DELIVERY_ANNOTATIONS, MESSAGE_ANNOTATIONS, PROPERTIES, APPLICATION_PROPERTIES = range(0x70, 0x75)
DATA, SEQUENCE, VALUE, FOOTER = range(0x75, 0x79)
SCHEDULED_TIME = "x-opt-scheduled-enqueue-time"
DEFAULT_PRIORITY = 4

RawMap = dict[str, bytes]  # keys decoded, values still encoded


class State(IntEnum):
    """The numbers are those of ``x-opt-message-state``."""

    ACTIVE = 0
    DEFERRED = 1
    SCHEDULED = 2


class Section(NamedTuple):
    """Where a section of an AMQP message lies."""

    code: int
    start: int
    value: int
    end: int


@dataclass(slots=True)
class Lock:
    """A receiver's temporary hold on a message."""

    token: UUID
    until: int
    timer: "TimerHandle"


@dataclass(slots=True, eq=False)
class Message:
    """One message of a queue. Times are milliseconds since 1970."""

    durable: bool = False
    priority: int = DEFAULT_PRIORITY
    time_to_live: int | None = None
    annotations: RawMap = field(default_factory=dict)
    properties: bytes = b""
    application_properties: RawMap = field(default_factory=dict)
    body: bytes = b""
    message_id: object = None
    scheduled_for: int | None = None
    size: int = 0

    sequence_number: int = 0
    enqueued_at: int = 0
    expires_at: int | None = None
    delivery_count: int = 0
    state: State = State.ACTIVE
    lock: Lock | None = None
    subqueue: "SubQueue | None" = None
    timers: "list[TimerHandle]" = field(default_factory=list)

    @classmethod
    def parse(cls, data: bytes) -> "Message":
        """Read an AMQP message.

        :raises DecodeError: if ``data`` is not one.
        """
        message = cls(size=len(data))
        for section in sections(data):
            if section.code >= DATA:
                message.body = data[section.start :]
                break
            message._read_section(section, data)
        return message

    def _read_section(self, section: Section, data: bytes) -> None:
        if section.code == HEADER:
            durable, priority, time_to_live = (decode(data, section.value)[0] + [None] * 3)[:3]
            self.durable, self.time_to_live = bool(durable), time_to_live
            self.priority = DEFAULT_PRIORITY if priority is None else priority
        elif section.code == MESSAGE_ANNOTATIONS:
            self.annotations = _raw_map(data, section.value)
            if SCHEDULED_TIME in self.annotations:
                self.scheduled_for = decode(self.annotations[SCHEDULED_TIME])[0]
        elif section.code == PROPERTIES:
            self.properties = data[section.value : section.end]
            fields = decode(data, section.value)[0]
            self.message_id = fields[0] if fields else None
        elif section.code == APPLICATION_PROPERTIES:
            self.application_properties = _raw_map(data, section.value)

    def encode(self, *, peeked: bool = False) -> bytes:
        """Return the message with the broker's annotations, as a receiver gets it."""
        annotations = self.annotations | {
            "x-opt-sequence-number": e.long(self.sequence_number),
            "x-opt-enqueued-time": e.timestamp(self.enqueued_at),
            "x-opt-enqueue-sequence-number": e.long(self.sequence_number),
        }
        if peeked:
            annotations["x-opt-message-state"] = e.integer(self.state)
        elif self.lock:
            annotations["x-opt-locked-until"] = e.timestamp(self.lock.until)
        return self._encode_sections(annotations)

    def encode_as_sent(self) -> bytes:
        """Return the message without the broker's annotations, to be kept."""
        return self._encode_sections(self.annotations)

    def _encode_sections(self, annotations: RawMap) -> bytes:
        header = e.list_of(
            e.boolean(self.durable),
            e.ubyte(self.priority),
            e.uint(self.time_to_live),
            e.NULL,
            e.uint(self.delivery_count),
        )
        parts = [e.described(HEADER, header)]
        if annotations:
            pairs = [(e.symbol(key), value) for key, value in annotations.items()]
            parts.append(e.described(MESSAGE_ANNOTATIONS, e.map_of(pairs)))
        if self.properties:
            parts.append(e.described(PROPERTIES, self.properties))
        if self.application_properties:
            pairs = [(e.string(key), value) for key, value in self.application_properties.items()]
            parts.append(e.described(APPLICATION_PROPERTIES, e.map_of(pairs)))
        parts.append(self.body)
        return b"".join(parts)


def sections(data: bytes) -> Iterator[Section]:
    """Yield the sections of an AMQP message.

    :raises DecodeError: if ``data`` is not one.
    """
    at = 0
    while at < len(data):
        code, value = decode(data, at + 1) if data[at] == 0 else (None, at)
        if not isinstance(code, int) or not HEADER <= code <= FOOTER:
            message = f"no AMQP message section at byte {at}"
            raise DecodeError(message)
        end = skip(data, value)
        yield Section(code, at, value, end)
        at = end


def split_batch(data: bytes) -> list[bytes]:
    """Return the messages inside a batch envelope (message format 0x80013700)."""
    return [decode(data, section.value)[0] for section in sections(data) if section.code == DATA]


def now() -> int:
    """Return the time in milliseconds since 1970."""
    return int(time.time() * 1000)


def _raw_map(data: bytes, at: int) -> RawMap:
    items = raw_items(data, at)
    return {str(decode(key)[0]): value for key, value in zip(items[::2], items[1::2], strict=True)}
