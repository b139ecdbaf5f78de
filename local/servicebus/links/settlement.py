"""Outcomes of deliveries, applied to the messages that a client received."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from ..amqp import encoding as e
from ..amqp import performatives as p
from ..amqp.decoding import decode
from ..amqp.sections import RawMap, as_text, raw_map
from ..amqp.slices import raw_items, skip
from ..amqp.values import DecodeError, Described
from ..errors import NO_TRANSACTIONS, MessageLockLostError, NotImplementedByStandInError, ServiceBusError
from ..queues.message import DEAD_LETTER_DESCRIPTION, DEAD_LETTER_REASON
from ..queues.subqueue import SubQueue

_STATE = 4  # its place among the fields of a disposition
_NAMES = {
    "amqp:accepted:list": p.ACCEPTED,
    "amqp:rejected:list": p.REJECTED,
    "amqp:released:list": p.RELEASED,
    "amqp:modified:list": p.MODIFIED,
}


class DeliveryState(NamedTuple):
    """A state's code and fields; ``encoded`` has the same fields, still encoded, for rejected and modified."""

    code: object = p.RELEASED
    fields: Sequence[Any] = ()
    encoded: Sequence[bytes] = ()


def read_state(state: object, body: bytes, at: int) -> DeliveryState:
    """Return the delivery state of a disposition whose fields start at ``at``; no state means released.

    :raises DecodeError: if the field is no delivery state.
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
    """Settle a message as the delivery state says; return the state to answer with."""
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
    """Return the state to answer with for a delivery that is not held."""
    error = MessageLockLostError()
    return p.rejected(error.condition, str(error))


def _dead_letter_info(fields: Sequence[Any], encoded: Sequence[bytes]) -> tuple[str | None, str | None, RawMap]:
    """Return reason and description, and the rest of the error's info, which becomes application properties."""
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
