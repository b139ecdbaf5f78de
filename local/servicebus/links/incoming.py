"""A link on which the client sends."""

from ..amqp import serial
from ..amqp.values import Described
from ..queues.properties import MAX_MESSAGE_SIZE

BATCH_MESSAGE_FORMAT = 0x80013700
TRANSACTIONAL_STATE = 0x34
PRODUCER_CREDIT = 1000
_ENVELOPE_SLACK = 64 * 1024  # the SDK counts a batch without its envelope


class IncomingLink:
    """Joins the frames of a delivery; the broker grants the credit."""

    def __init__(self, handle: int, address: str, delivery_count: int) -> None:
        self.handle, self.address, self.delivery_count = handle, address, delivery_count
        self.credit = PRODUCER_CREDIT
        self._parts: list[bytes] | None = None
        self._size = 0
        self.delivery_id = 0
        self.is_batch = False
        self.settled = False
        self.is_in_transaction = False

    def add_frame(self, fields: list[object], payload: bytes) -> bool:
        """Add a transfer frame; return whether the delivery is complete."""
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
        """Whether the delivery is larger than the link allows."""
        return self._size > MAX_MESSAGE_SIZE + (_ENVELOPE_SLACK if self.is_batch else 0)

    def take_delivery(self) -> bytes:
        """Return the complete delivery, and begin the next."""
        payload, self._parts = b"".join(self._parts or []), None
        self.delivery_count = serial.add(self.delivery_count, 1)
        self.credit -= 1
        return payload

    def detach(self) -> None:
        """Do nothing: the broker holds nothing for a sender."""
