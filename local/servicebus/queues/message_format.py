"""Messages from bytes, and to bytes: for receivers with the broker's annotations, for the store without them."""

from ..amqp import encoding as e
from ..amqp.decoding import decode
from ..amqp.properties_section import ABSOLUTE_EXPIRY_TIME, MESSAGE_ID
from ..amqp.sections import (
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
from ..amqp.values import unsigned
from .message import DEFAULT_PRIORITY, MAX_TIME_TO_LIVE, Message

SCHEDULED_TIME = "x-opt-scheduled-enqueue-time"
_UBYTE = 0xFF
_BROKER_ANNOTATIONS = frozenset(  # not taken from a sender, who may send on a message that it received
    (
        "x-opt-sequence-number",
        "x-opt-enqueued-time",
        "x-opt-enqueue-sequence-number",
        "x-opt-message-state",
        "x-opt-locked-until",
        "x-opt-lock-token",
    )
)


def parse(data: bytes) -> Message:
    """Read an AMQP message to its last byte: what cannot be decoded must not reach a receiver.

    :raises DecodeError: if ``data`` is not an AMQP message.
    """
    message = Message(size=len(data))
    for section in sections(data):
        if section.code >= DATA and not message.body:
            message.body = data[section.start :]
        if section.code != DATA:
            _read_section(message, section, data)
    return message


def encode(message: Message, *, peeked: bool = False) -> bytes:
    """Return the message as a receiver gets it, with the broker's annotations."""
    annotations = message.annotations | {
        "x-opt-sequence-number": e.long(message.sequence_number),
        "x-opt-enqueued-time": e.timestamp(message.enqueued_at),
        "x-opt-enqueue-sequence-number": e.long(message.first_sequence_number),
        "x-opt-message-state": e.integer(message.state),
    }
    if message.lock and not peeked:
        annotations["x-opt-locked-until"] = e.timestamp(message.lock.until)
    return _encode_sections(message, annotations)


def encode_as_sent(message: Message) -> bytes:
    """Return the message as the store keeps it, without the broker's annotations."""
    return _encode_sections(message, message.annotations)


def _read_section(message: Message, section: Section, data: bytes) -> None:
    value = decode(data, section.value)[0]
    if section.code == HEADER:
        durable, priority, time_to_live = (list_value(value) + [None] * 3)[:3]
        message.durable = bool(durable)
        message.priority = DEFAULT_PRIORITY if priority is None else unsigned(priority, _UBYTE)
        message.time_to_live = None if time_to_live is None else unsigned(time_to_live, MAX_TIME_TO_LIVE)
    elif section.code == MESSAGE_ANNOTATIONS:
        annotations = raw_map(data, section.value, value, ascii_only=True)
        message.annotations = {key: annotations[key] for key in annotations if key not in _BROKER_ANNOTATIONS}
        if value.get(SCHEDULED_TIME) is not None:
            message.scheduled_for = unsigned(value[SCHEDULED_TIME])
    elif section.code == PROPERTIES:
        message.properties = data[section.value : section.end]
        fields = list_value(value)
        message.message_id = fields[MESSAGE_ID] if fields else None
        if len(fields) > ABSOLUTE_EXPIRY_TIME:
            message.absolute_expiry, message.created_at, *_ = map(_time, [*fields[ABSOLUTE_EXPIRY_TIME:], None])
    elif section.code == APPLICATION_PROPERTIES:
        message.application_properties = raw_map(data, section.value, value)


def _time(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _encode_sections(message: Message, annotations: RawMap) -> bytes:
    header = e.list_of(
        e.boolean(message.durable),
        e.ubyte(message.priority),
        e.uint(message.time_to_live),
        e.NULL,
        e.uint(message.delivery_count),
    )
    parts = [e.described(HEADER, header)]
    if annotations:
        pairs = [(e.symbol(key), value) for key, value in annotations.items()]
        parts.append(e.described(MESSAGE_ANNOTATIONS, e.map_of(pairs)))
    if message.properties:
        parts.append(e.described(PROPERTIES, message.properties))
    if message.application_properties:
        pairs = [(e.string(key), value) for key, value in message.application_properties.items()]
        parts.append(e.described(APPLICATION_PROPERTIES, e.map_of(pairs)))
    parts.append(message.body)
    return b"".join(parts)
