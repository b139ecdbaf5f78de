"""A queue's properties: what clients and Config.json can set."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache

MAX_MESSAGE_SIZE = 1024 * 1024  # as in the Premium tier


class Status(StrEnum):
    """The uses of a queue, in the words of the management API."""

    ACTIVE = "Active"
    DISABLED = "Disabled"
    SEND_DISABLED = "SendDisabled"
    RECEIVE_DISABLED = "ReceiveDisabled"


@dataclass(frozen=True, slots=True)
class QueueProperties:
    """The properties of a queue, with Azure's defaults; durations are in milliseconds.

    ``forward_to`` and ``forward_dead_letters_to`` are addresses as the client gave them: a name or a URI.
    ``authorization_rules`` is the client's XML, returned to clients and otherwise ignored, because any key is accepted.
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
        """Whether clients may send to the queue."""
        return self.status not in (Status.DISABLED, Status.SEND_DISABLED)

    @property
    def may_receive(self) -> bool:
        """Whether clients may receive from the queue."""
        return self.status not in (Status.DISABLED, Status.RECEIVE_DISABLED)


@lru_cache(1000)
def encode_properties(properties: QueueProperties) -> str:
    """Return properties as JSON, for the store; cached, because the queue is stored with each message."""
    return json.dumps(asdict(properties))


def decode_properties(text: str) -> QueueProperties:
    """Return the properties that the store has as JSON."""
    return QueueProperties(**json.loads(text))
