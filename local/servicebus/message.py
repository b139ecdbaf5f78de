"""A queued message: what its sender wrote, and what the broker knows of it.

The sender's sections are kept as the bytes that arrived, so that every AMQP type survives
the way through the queue; only what the broker must read or change is taken apart.
"""

import time
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from .amqp import encoding as e
from .amqp.decoding import decode, unsigned
from .bare_properties import ABSOLUTE_EXPIRY_TIME, MESSAGE_ID, with_field
from .sections import (
    APPLICATION_PROPERTIES,
    DATA,
    HEADER,
    MESSAGE_ANNOTATIONS,
    PROPERTIES,
    RawMap,
    Section,
    list_value,
    raw_map,
    sections,
)

if TYPE_CHECKING:
    from .subqueue import SubQueue

SCHEDULED_TIME = "x-opt-scheduled-enqueue-time"
DEAD_LETTER_SOURCE = "x-opt-deadletter-source"
DEAD_LETTER_REASON, DEAD_LETTER_DESCRIPTION = "DeadLetterReason", "DeadLetterErrorDescription"
DEFAULT_PRIORITY = 4
MAX_TIME_TO_LIVE = 0xFFFFFFFF  # milliseconds, as the header holds them
_UBYTE = 0xFF
_OWN_ANNOTATIONS = frozenset(  # the broker's: those that come with a message are of its last delivery
    (
        "x-opt-sequence-number",
        "x-opt-enqueued-time",
        "x-opt-enqueue-sequence-number",
        "x-opt-message-state",
        "x-opt-locked-until",
        "x-opt-lock-token",
    )
)


class State(IntEnum):
    """The numbers are those of ``x-opt-message-state``."""

    ACTIVE = 0
    DEFERRED = 1
    SCHEDULED = 2


@dataclass(slots=True)
class Lock:
    """A receiver's temporary hold on a message."""

    token: UUID
    until: int


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
    absolute_expiry: int | None = None
    created_at: int | None = None
    scheduled_for: int | None = None
    size: int = 0

    sequence_number: int = 0
    first_sequence_number: int = 0
    hops: int = 0
    enqueued_at: int = 0
    expires_at: int | None = None
    delivery_count: int = 0
    state: State = State.ACTIVE
    lock: Lock | None = None
    subqueue: "SubQueue | None" = None

    @classmethod
    def parse(cls, data: bytes) -> "Message":
        """Read an AMQP message, to the last byte: what cannot be decoded must not reach a receiver.

        :raises DecodeError: if ``data`` is not one.
        """
        message = cls(size=len(data))
        for section in sections(data):
            if section.code >= DATA and not message.body:
                message.body = data[section.start :]
            if section.code != DATA:
                message._read_section(section, data)
        return message

    def _read_section(self, section: Section, data: bytes) -> None:
        value = decode(data, section.value)[0]
        if section.code == HEADER:
            durable, priority, time_to_live = (list_value(value) + [None] * 3)[:3]
            self.durable = bool(durable)
            self.priority = DEFAULT_PRIORITY if priority is None else unsigned(priority, _UBYTE)
            self.time_to_live = None if time_to_live is None else unsigned(time_to_live, MAX_TIME_TO_LIVE)
        elif section.code == MESSAGE_ANNOTATIONS:
            annotations = raw_map(data, section.value, value, ascii_only=True)
            self.annotations = {key: annotations[key] for key in annotations if key not in _OWN_ANNOTATIONS}
            if value.get(SCHEDULED_TIME) is not None:
                self.scheduled_for = unsigned(value[SCHEDULED_TIME])
        elif section.code == PROPERTIES:
            self.properties = data[section.value : section.end]
            fields = list_value(value)
            self.message_id = fields[MESSAGE_ID] if fields else None
            if len(fields) > ABSOLUTE_EXPIRY_TIME:
                self.absolute_expiry, self.created_at, *_ = map(_time, [*fields[ABSOLUTE_EXPIRY_TIME:], None])
        elif section.code == APPLICATION_PROPERTIES:
            self.application_properties = raw_map(data, section.value, value)

    def is_due_later(self, at: int) -> bool:
        """Whether it is scheduled for a time after ``at``."""
        return self.scheduled_for is not None and self.scheduled_for > at

    def is_expired(self, at: int) -> bool:
        """Whether its time to live is over."""
        return self.expires_at is not None and self.expires_at <= at

    def give_id(self) -> None:
        """Give the message the id that its sender left out, as the real service does: clients settle by it."""
        message_id = self.message_id = uuid4().hex
        self.properties = with_field(self.properties, MESSAGE_ID, e.string(message_id))

    def set_properties(self, changes: RawMap) -> None:
        """Set application properties, given as encoded values, as a receiver asks when it settles."""
        self.application_properties |= changes

    def note_dead_letter(self, reason: str | None, description: str | None) -> None:
        """Write down why it is dead; from then on it stays until someone takes it."""
        for key, value in ((DEAD_LETTER_REASON, reason), (DEAD_LETTER_DESCRIPTION, description)):
            if value is not None:
                self.application_properties[key] = e.string(value)
        self.expires_at = self.scheduled_for = None

    def encode(self, *, peeked: bool = False) -> bytes:
        """Return the message with the broker's annotations, as a receiver gets it."""
        annotations = self.annotations | {
            "x-opt-sequence-number": e.long(self.sequence_number),
            "x-opt-enqueued-time": e.timestamp(self.enqueued_at),
            "x-opt-enqueue-sequence-number": e.long(self.first_sequence_number),
            "x-opt-message-state": e.integer(self.state),
        }
        if self.lock and not peeked:
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


def _time(value: object) -> int | None:
    return value if isinstance(value, int) else None


def now() -> int:
    """Return the time in milliseconds since 1970."""
    return int(time.time() * 1000)
