"""What a delivery state means for a message that a client received."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from .amqp import encoding as e
from .amqp import performatives as p
from .amqp.decoding import DecodeError, Described, decode, raw_items, skip
from .errors import NO_TRANSACTIONS, MessageLockLostError, NotImplementedByStandInError, ServiceBusError
from .message import DEAD_LETTER_DESCRIPTION, DEAD_LETTER_REASON
from .sections import RawMap, as_text, raw_map
from .subqueue import SubQueue

_STATE = 4  # where a disposition has it
_NAMES = {
    "amqp:accepted:list": p.ACCEPTED,
    "amqp:rejected:list": p.REJECTED,
    "amqp:released:list": p.RELEASED,
    "amqp:modified:list": p.MODIFIED,
}


class DeliveryState(NamedTuple):
    """A state's code and fields; ``encoded`` has the fields as they came, of the states that carry any."""

    code: object = p.RELEASED
    fields: Sequence[Any] = ()
    encoded: Sequence[bytes] = ()


def read_state(state: object, body: bytes, at: int) -> DeliveryState:
    """Return the delivery state of a disposition whose fields stand at ``at``; without one, the delivery is released.

    :raises DecodeError: if it is something else.
    """
    if state is None:
        return DeliveryState()
    if not isinstance(state, Described) or not isinstance(state.value, list):
        message = "a delivery state without its descriptor"
        raise DecodeError(message)
    code = _NAMES.get(state.descriptor, state.descriptor)
    if code not in (p.REJECTED, p.MODIFIED):
        return DeliveryState(code, state.value)
    encoded = raw_items(body, at)[_STATE]
    return DeliveryState(code, state.value, raw_items(encoded, skip(encoded, 1)))


def settle(subqueue: SubQueue, token: UUID, state: DeliveryState) -> bytes:
    """Do what the delivery state says; return the state to answer with."""
    code, fields, encoded = state
    try:
        if code == p.ACCEPTED:
            subqueue.complete(token)
        elif code == p.REJECTED:
            reason, description, changes = _dead_letter_info(fields, encoded)
            subqueue.dead_letter(token, reason, description, changes)
        elif code == p.RELEASED:
            subqueue.release(token)
        elif code == p.MODIFIED:
            is_undeliverable_here = len(fields) > 1 and bool(fields[1])
            settle_modified = subqueue.defer if is_undeliverable_here else subqueue.abandon
            settle_modified(token, _map_at(fields, encoded, 2))
        else:
            raise NotImplementedByStandInError(NO_TRANSACTIONS)
    except ServiceBusError as error:
        return p.rejected(error.condition, str(error))
    return p.outcome(code)


def lost() -> bytes:
    """Return the state that answers for a delivery nobody holds."""
    error = MessageLockLostError()
    return p.rejected(error.condition, str(error))


def _dead_letter_info(fields: Sequence[Any], encoded: Sequence[bytes]) -> tuple[str | None, str | None, RawMap]:
    """Return reason and description, and what else the error's info has, which become application properties."""
    if not fields or not isinstance(fields[0], Described):
        return None, None, {}
    error = encoded[0]
    changes = _map_at(fields[0].value, raw_items(error, skip(error, 1)), 2)  # condition, description, info
    reason, description = (
        as_text(decode(changes.pop(key, e.NULL))[0]) for key in (DEAD_LETTER_REASON, DEAD_LETTER_DESCRIPTION)
    )
    return reason, description, changes


def _map_at(fields: Sequence[Any], encoded: Sequence[bytes], index: int) -> RawMap:
    if len(fields) <= index or fields[index] is None:
        return {}
    return raw_map(encoded[index], 0, fields[index])
