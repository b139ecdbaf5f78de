"""The two directions of a link, seen from the broker."""

import uuid
from typing import TYPE_CHECKING

from .amqp import encoding as e
from .amqp import performatives as p
from .amqp.decoding import Described
from .amqp.performatives import UINT32
from .attach import MAX_MESSAGE_SIZE
from .errors import ServiceBusError
from .message import Message
from .subqueue import SubQueue

if TYPE_CHECKING:
    from .session import Session

BATCH_MESSAGE_FORMAT = 0x80013700
TRANSACTIONAL_STATE = 0x34
PRODUCER_CREDIT = 1000
_ENVELOPE_SLACK = 64 * 1024  # the SDK counts a batch without its envelope
_TRANSFER_OVERHEAD = 64


def wrapping_add(number: int, amount: int) -> int:
    """Add in the 32-bit serial numbers of AMQP."""
    return (number + amount) & UINT32


def remaining(known: int, allowed: int, reached: int) -> int:
    """Return how much is left of ``allowed``, granted at the number ``known``, when we are at ``reached``.

    Only numbers wrap. What is allowed is an amount, and may be all of 2**32 - 1 (AMQP 1.0, 2.5.6).
    """
    used = wrapping_add(reached, -known)
    return max(0, allowed - (0 if used > UINT32 // 2 else used))  # a number behind ``known`` has used nothing


class OutgoingLink:
    """A link on which the client receives: from a sub-queue, or replies to its requests."""

    def __init__(
        self, session: "Session", handle: int, address: str, subqueue: SubQueue | None, *, settled: bool
    ) -> None:
        self.session, self.handle, self.address, self.subqueue = session, handle, address, subqueue
        self.receives_and_deletes = settled
        self.granted = 0
        self.delivery_count = 0

    @property
    def credit(self) -> int:
        """How many messages the client takes now."""
        return self.granted if self.session.outgoing_window > 0 else 0

    def grant(self, delivery_count: int, credit: int) -> None:
        """Take the client's credit, counted from the delivery count that it knows."""
        self.granted = remaining(delivery_count, credit, self.delivery_count)

    def drain(self) -> None:
        """Give back the credit that was not used."""
        self.delivery_count = wrapping_add(self.delivery_count, max(0, self.granted))
        self.granted = 0

    def deliver(self, message: Message) -> None:
        """Send a message; its lock token is the delivery tag."""
        token = message.lock.token if message.lock else None
        delivery_id = self.send(message.encode(), (token or uuid.uuid4()).bytes_le, settled=self.receives_and_deletes)
        if token:
            self.session.unsettled[delivery_id] = (self, token)

    def send(self, payload: bytes, delivery_tag: bytes, *, settled: bool) -> int:
        """Send a delivery, in as many frames as it needs; return its id."""
        delivery_id = self.session.next_delivery_id()
        self.delivery_count = wrapping_add(self.delivery_count, 1)
        self.granted -= 1
        room = self.session.connection.peer_max_frame_size - _TRANSFER_OVERHEAD - len(delivery_tag)
        fields = (e.uint(self.handle), e.uint(delivery_id), e.binary(delivery_tag), e.uint(0), e.boolean(settled))
        for start in range(0, max(1, len(payload)), room):
            more = e.boolean(start + room < len(payload))
            self.session.send_transfer(p.performative(p.TRANSFER, *fields, more), payload[start : start + room])
        return delivery_id

    def refuse(self, error: ServiceBusError) -> None:
        """Detach, and tell the client why."""
        self.session.refuse(self, error)

    def detach(self) -> None:
        """Take no more messages; what is locked stays so until it is settled or expires."""
        if self.subqueue:
            self.subqueue.consumers.remove(self)
            self.subqueue = None


class IncomingLink:
    """A link on which the client sends; puts the frames of a delivery together."""

    def __init__(self, handle: int, address: str, delivery_count: int) -> None:
        self.handle, self.address, self.delivery_count = handle, address, delivery_count
        self.credit = PRODUCER_CREDIT
        self._parts: list[bytes] | None = None
        self._size = 0
        self.delivery_id = 0
        self.is_batch = False
        self.settled = False
        self.is_in_transaction = False

    def start_or_continue(self, fields: list[object], payload: bytes) -> bool:
        """Take a transfer frame; tell whether the delivery is whole now."""
        _, delivery_id, _, message_format, settled, more, _, state, _, aborted, _ = fields
        if self._parts is None:
            self._parts, self._size = [], 0
            self.delivery_id = delivery_id if isinstance(delivery_id, int) else 0
            self.is_batch = message_format == BATCH_MESSAGE_FORMAT
            self.settled = bool(settled)
            self.is_in_transaction = isinstance(state, Described) and state.descriptor == TRANSACTIONAL_STATE
        if aborted:
            self._parts = None
            return False
        self._size += len(payload)
        if not self.is_too_large:
            self._parts.append(payload)
        return not more

    @property
    def is_too_large(self) -> bool:
        """Whether the delivery exceeds what the link announced."""
        return self._size > MAX_MESSAGE_SIZE + (_ENVELOPE_SLACK if self.is_batch else 0)

    def take(self) -> bytes:
        """Return the whole delivery and make ready for the next."""
        payload, self._parts = b"".join(self._parts or []), None
        self.delivery_count = wrapping_add(self.delivery_count, 1)
        self.credit -= 1
        return payload

    def detach(self) -> None:
        """Nothing is held for a sender."""
