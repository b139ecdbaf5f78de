"""What can be set of a queue."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What a queue may be used for, by the names of the management API."""

    ACTIVE = "Active"
    DISABLED = "Disabled"
    SEND_DISABLED = "SendDisabled"
    RECEIVE_DISABLED = "ReceiveDisabled"


@dataclass(frozen=True, slots=True)
class QueueProperties:
    """The properties of a queue; durations in milliseconds, the defaults are Azure's.

    ``forward_to`` and ``forward_dead_letters_to`` are addresses as the client gave them: a name or a URI.
    ``authorization_rules`` is the XML that came, kept and not acted upon, because any key is accepted.
    """

    name: str
    lock_duration: int = 60_000
    max_delivery_count: int = 10
    duplicate_detection_window: int = 0
    time_to_live: int | None = None
    dead_letter_on_expiration: bool = False
    max_size_in_megabytes: int = 1024
    status: str = Status.ACTIVE
    user_metadata: str | None = None
    auto_delete_on_idle: int | None = None
    forward_to: str | None = None
    forward_dead_letters_to: str | None = None
    enable_batched_operations: bool = True
    authorization_rules: str = ""

    @property
    def may_send(self) -> bool:
        """Whether the queue takes messages."""
        return self.status not in (Status.DISABLED, Status.SEND_DISABLED)

    @property
    def may_receive(self) -> bool:
        """Whether the queue gives messages."""
        return self.status not in (Status.DISABLED, Status.RECEIVE_DISABLED)
