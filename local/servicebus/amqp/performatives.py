"""The frame bodies that a server sends (OASIS AMQP 1.0, part 2.7).

Performatives have all their fields, nulls included, because the SDK indexes the fields without checking how many
there are.
"""

from . import encoding as e

OPEN, BEGIN, ATTACH, FLOW, TRANSFER, DISPOSITION, DETACH, END, CLOSE = range(0x10, 0x19)
ERROR = 0x1D
ACCEPTED, REJECTED, RELEASED, MODIFIED = range(0x24, 0x28)
SASL_MECHANISMS, SASL_INIT, SASL_OUTCOME = 0x40, 0x41, 0x44

FIELD_COUNTS = {OPEN: 10, BEGIN: 8, ATTACH: 14, FLOW: 11, TRANSFER: 11, DISPOSITION: 6, DETACH: 3, END: 1, CLOSE: 1}

_CONTAINER_ID = "servicebus-stand-in"
MAX_CHANNEL = 4999  # as the real service has; the .NET client opens a session for each link
MAX_HANDLE = 1023


def performative(code: int, *fields: bytes) -> bytes:
    """Encode a performative with all its fields present."""
    return e.described(code, e.full_list(FIELD_COUNTS[code], fields))


def error(condition: str, description: str) -> bytes:
    """Encode an error with all three fields: without the third the SDK's ``send_messages`` never returns."""
    info = e.map_of([(e.symbol("com.microsoft:tracking-id"), e.string("0"))])
    return e.described(ERROR, e.list_of(e.symbol(condition), e.string(description), info))


def outcome(code: int) -> bytes:
    """Encode a delivery state without fields."""
    return e.described(code, e.list_of())


def rejected(condition: str, description: str) -> bytes:
    """Encode the delivery state that carries an error."""
    return e.described(REJECTED, e.list_of(error(condition, description)))


def sasl_mechanisms() -> bytes:
    """Offer what the real service offers: the .NET client insists on MSSBCBS, the Python SDK takes ANONYMOUS.

    The client authenticates later, over the ``$cbs`` link, with any of them.
    """
    symbols = [bytes((len(name),)) + name for name in (b"MSSBCBS", b"PLAIN", b"ANONYMOUS", b"EXTERNAL")]
    return e.described(SASL_MECHANISMS, e.list_of(e.array_of(e.SYMBOL_CODE, symbols)))


def sasl_ok() -> bytes:
    """Accept the client, with any mechanism and any credentials."""
    return e.described(SASL_OUTCOME, e.list_of(e.ubyte(0)))


def open_(max_frame_size: int) -> bytes:
    """Answer a client's open."""
    product = e.map_of([(e.symbol("product"), e.string(_CONTAINER_ID))])
    nothing = [e.NULL] * 5
    return performative(
        OPEN, e.string(_CONTAINER_ID), e.NULL, e.uint(max_frame_size), e.ushort(MAX_CHANNEL), *nothing, product
    )


def begin(channel: int, window: int) -> bytes:
    """Answer a client's begin on the same channel."""
    numbers = (e.uint(0), e.uint(window), e.uint(window), e.uint(MAX_HANDLE))
    return performative(BEGIN, e.ushort(channel), *numbers, e.NULL, e.NULL, e.map_of([]))


def disposition(*, as_receiver: bool, delivery_id: int, state: bytes) -> bytes:
    """Settle one delivery with its final state."""
    first_and_last = (e.uint(delivery_id), e.uint(delivery_id))
    return performative(DISPOSITION, e.boolean(as_receiver), *first_and_last, e.TRUE, state)


def detach(handle: int, *, closed: bool, reason: bytes = e.NULL) -> bytes:
    """Detach a link, or answer a client's detach."""
    return performative(DETACH, e.uint(handle), e.boolean(closed), reason)


def end() -> bytes:
    """Answer a client's end."""
    return performative(END)


def close(reason: bytes = e.NULL) -> bytes:
    """Close the connection, or answer a client's close."""
    return performative(CLOSE, reason)
