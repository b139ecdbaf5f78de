"""A queued message: its sender's sections, and the broker's data about it.

The sender's sections stay encoded as they arrived, so that every AMQP type survives the way through the queue; only
what the broker must read or change is decoded.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from uuid import UUID, uuid4

from ..amqp import encoding as e
from ..amqp.properties_section import MESSAGE_ID, with_field
from ..amqp.sections import RawMap

DEAD_LETTER_SOURCE = "x-opt-deadletter-source"
DEAD_LETTER_REASON, DEAD_LETTER_DESCRIPTION = "DeadLetterReason", "DeadLetterErrorDescription"
DEFAULT_PRIORITY = 4
MAX_TIME_TO_LIVE = 0xFFFFFFFF  # milliseconds, in the width of the header's field


class State(IntEnum):
    """A message's state, with the numbers of ``x-opt-message-state``."""

    ACTIVE = 0
    DEFERRED = 1
    SCHEDULED = 2


@dataclass(slots=True)
class Lock:
    """A receiver's lock on a message, and the time at which it expires."""

    token: UUID
    until: int


@dataclass(slots=True, eq=False)
class Message:
    """One message of a queue. Times are milliseconds since 1970."""

    # From the sender
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

    # From the broker
    sequence_number: int = 0
    first_sequence_number: int = 0
    hops: int = 0
    enqueued_at: int = 0
    expires_at: int | None = None
    delivery_count: int = 0
    state: State = State.ACTIVE
    lock: Lock | None = None

    def is_due_later(self, at: int) -> bool:
        """Whether the message is scheduled for a time after ``at``."""
        return self.scheduled_for is not None and self.scheduled_for > at

    def is_expired(self, at: int) -> bool:
        """Whether the message's time to live has passed at ``at``."""
        return self.expires_at is not None and self.expires_at <= at

    def give_id(self) -> None:
        """Give the message an id if its sender gave it none, as the real service does: clients settle by it."""
        message_id = self.message_id = uuid4().hex
        self.properties = with_field(self.properties, MESSAGE_ID, e.string(message_id))

    def set_properties(self, changes: RawMap) -> None:
        """Set application properties, given as encoded values, as a receiver may when it settles."""
        self.application_properties |= changes

    def note_dead_letter(self, reason: str | None, description: str | None) -> None:
        """Record why the message is dead-lettered; it no longer expires."""
        for key, value in ((DEAD_LETTER_REASON, reason), (DEAD_LETTER_DESCRIPTION, description)):
            if value is not None:
                self.application_properties[key] = e.string(value)
        self.expires_at = self.scheduled_for = None
