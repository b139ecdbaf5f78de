"""A client's request for a link, and the broker's answer (AMQP 1.0, part 2.7.3)."""

from dataclasses import dataclass

from ..amqp import encoding as e
from ..amqp import performatives as p
from ..amqp.decoding import decode
from ..amqp.sections import as_text
from ..amqp.serial import UINT32
from ..amqp.slices import raw_items
from ..amqp.values import Described, unsigned
from ..errors import NO_TRANSACTIONS, NotAllowedError, NotImplementedByStandInError
from ..queues.properties import MAX_MESSAGE_SIZE

_COORDINATOR = 0x30
_ADDRESS, _FILTERS = 0, 7
_SESSION_FILTER = "com.microsoft:session-filter"
_SETTLED_BY_SENDER = 1
_NO_SESSIONS = (
    "A sessionful message receiver cannot be created on an entity that does not require sessions. "
    "The stand-in has no queues with sessions."
)


@dataclass(frozen=True, slots=True)
class Attach:
    """The fields of an attach that the broker reads; ``encoded`` has all fields, still encoded."""

    encoded: list[bytes]
    handle: int
    client_receives: bool
    is_settled_by_sender: bool
    initial_delivery_count: int
    source: object
    target: object

    @classmethod
    def parse(cls, body: bytes, at: int) -> "Attach":
        """Read an attach.

        :raises DecodeError: if its fields are not those of an attach.
        """
        encoded = raw_items(body, at)
        encoded += [e.NULL] * (p.FIELD_COUNTS[p.ATTACH] - len(encoded))
        handle, role, settle_mode, source, target, count = (decode(encoded[field])[0] for field in (1, 2, 3, 5, 6, 9))
        return cls(
            encoded,
            unsigned(handle, p.MAX_HANDLE),
            bool(role),
            settle_mode == _SETTLED_BY_SENDER,
            unsigned(count or 0, UINT32),
            source,
            target,
        )

    @property
    def address(self) -> str:
        """The name of the entity or node at the broker's end."""
        return as_text(_field(self.source if self.client_receives else self.target, _ADDRESS)) or ""

    def check_supported(self) -> None:
        """Make sure that the stand-in has everything the link asks for.

        :raises ServiceBusError: with the condition for which clients give the right reason.
        """
        if isinstance(self.target, Described) and self.target.descriptor in (_COORDINATOR, "amqp:coordinator:list"):
            raise NotImplementedByStandInError(NO_TRANSACTIONS)
        filters = _field(self.source, _FILTERS)
        if isinstance(filters, dict) and _SESSION_FILTER in filters:
            raise NotAllowedError(_NO_SESSIONS)

    def answer(self, *, with_terminus: bool) -> bytes:
        """Return the broker's attach; without the terminus that the client asked for, it announces a detach."""
        name, handle, _, sender_settles, receiver_settles, source, target, *_ = self.encoded
        if not with_terminus:
            source, target = (e.NULL, target) if self.client_receives else (source, e.NULL)
        first_count = e.uint(0) if self.client_receives else e.NULL
        # None where the client receives: the broker's annotations make a message larger than it was sent.
        largest = e.NULL if self.client_receives else e.ulong(MAX_MESSAGE_SIZE)
        properties = e.map_of([(e.symbol("com.microsoft:max-message-batch-size"), e.ulong(MAX_MESSAGE_SIZE))])
        fields = [name, handle, e.boolean(not self.client_receives), sender_settles, receiver_settles, source, target]
        fields += [e.NULL, e.NULL, first_count, largest, e.NULL, e.NULL, properties]
        return p.performative(p.ATTACH, *fields)


def _field(terminus: object, index: int) -> object:
    fields = terminus.value if isinstance(terminus, Described) else None
    return fields[index] if isinstance(fields, list) and len(fields) > index else None
