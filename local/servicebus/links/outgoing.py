"""A link on which the client receives."""

import uuid
from typing import Protocol

from ..amqp import encoding as e
from ..amqp import performatives as p
from ..amqp import serial
from ..errors import ServiceBusError
from ..queues.message import Message
from ..queues.message_format import encode
from ..queues.subqueue import SubQueue
from .windows import Windows

_TRANSFER_OVERHEAD = 64


class Owner(Protocol):
    """The session, as an outgoing link needs it."""

    windows: Windows

    @property
    def max_frame_size(self) -> int:
        """The size of the largest frame that the client accepts."""

    def next_delivery_id(self) -> int:
        """Return a new delivery id."""

    def send_transfer(self, transfer: bytes, payload: bytes) -> None:
        """Send a transfer frame."""

    def expect_outcome(self, delivery_id: int, link: "OutgoingLink", token: uuid.UUID) -> None:
        """Remember that the client must settle a delivery."""

    def refuse(self, link: "OutgoingLink", error: ServiceBusError) -> None:
        """Detach a link with an error."""


class OutgoingLink:
    """Delivers messages from a sub-queue, or replies to requests; the client grants the credit."""

    def __init__(self, session: Owner, handle: int, address: str, subqueue: SubQueue | None, *, settled: bool) -> None:
        self.session, self.handle, self.address, self.subqueue = session, handle, address, subqueue
        self.receives_and_deletes = settled
        self.granted = 0
        self.delivery_count = 0

    @property
    def credit(self) -> int:
        """How many messages the client accepts now."""
        return self.granted if self.session.windows.outgoing > 0 else 0

    def grant(self, delivery_count: int, credit: int) -> None:
        """Set the credit that the client grants, counted from the delivery count that it knows."""
        self.granted = serial.remaining(delivery_count, credit, self.delivery_count)

    def drain(self) -> None:
        """Use up the remaining credit without deliveries, as the client asks."""
        self.delivery_count = serial.add(self.delivery_count, max(0, self.granted))
        self.granted = 0

    def deliver(self, message: Message) -> None:
        """Send a message; its lock token is the delivery tag."""
        token = message.lock.token if message.lock else None
        delivery_id = self.send(encode(message), (token or uuid.uuid4()).bytes_le, settled=self.receives_and_deletes)
        if token:
            self.session.expect_outcome(delivery_id, self, token)

    def send(self, payload: bytes, delivery_tag: bytes, *, settled: bool) -> int:
        """Send a delivery, in as many frames as it needs; return its id."""
        delivery_id = self.session.next_delivery_id()
        self.delivery_count = serial.add(self.delivery_count, 1)
        self.granted -= 1
        room = self.session.max_frame_size - _TRANSFER_OVERHEAD - len(delivery_tag)
        fields = (e.uint(self.handle), e.uint(delivery_id), e.binary(delivery_tag), e.uint(0), e.boolean(settled))
        for start in range(0, max(1, len(payload)), room):
            more = e.boolean(start + room < len(payload))
            self.session.send_transfer(p.performative(p.TRANSFER, *fields, more), payload[start : start + room])
        return delivery_id

    def refuse(self, error: ServiceBusError) -> None:
        """Detach the link with an error."""
        self.session.refuse(self, error)

    def detach(self) -> None:
        """Stop delivering; messages stay locked until they are settled or their locks expire."""
        if self.subqueue:
            self.subqueue.consumers.remove(self)
            self.subqueue = None
