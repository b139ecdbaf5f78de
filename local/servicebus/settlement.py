"""What a delivery state means for a message that a client received."""

from typing import Any
from uuid import UUID

from .amqp import performatives as p
from .amqp.decoding import Described
from .errors import MessageLockLostError, ServiceBusError
from .sections import as_text
from .subqueue import SubQueue


def settle(subqueue: SubQueue, token: UUID, state: Described | None) -> bytes:
    """Do what the delivery state says; return the state to answer with."""
    code = state.descriptor if state else p.RELEASED
    fields = state.value if state else []
    try:
        if code == p.ACCEPTED:
            subqueue.complete(token)
        elif code == p.MODIFIED and len(fields) > 1 and fields[1]:  # undeliverable-here
            subqueue.defer(token)
        elif code == p.MODIFIED:
            subqueue.abandon(token)
        elif code == p.REJECTED:
            subqueue.dead_letter(token, *_dead_letter_reason(fields))
        else:
            subqueue.release(token)
            code = p.RELEASED
    except ServiceBusError as error:
        return p.rejected(error.condition, str(error))
    return p.outcome(code)


def lost() -> bytes:
    """Return the state that answers for a delivery nobody holds."""
    error = MessageLockLostError()
    return p.rejected(error.condition, str(error))


def _dead_letter_reason(rejected: list[Any]) -> tuple[str | None, str | None]:
    error = rejected[0].value if rejected and rejected[0] is not None else []
    info = (error[2] if len(error) > 2 else None) or {}  # condition, description, info  # noqa: PLR2004
    return as_text(info.get("DeadLetterReason")), as_text(info.get("DeadLetterErrorDescription"))
