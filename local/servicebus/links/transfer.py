"""Complete deliveries from a client: messages for a queue, or requests."""

from typing import NamedTuple

from ..amqp import performatives as p
from ..amqp.sections import split_batch
from ..amqp.values import DecodeError
from ..errors import NO_TRANSACTIONS, MessageSizeExceededError, NotImplementedByStandInError, ServiceBusError
from ..queues.broker import Broker
from ..queues.properties import MAX_MESSAGE_SIZE
from .incoming import IncomingLink
from .management import answer
from .node import CBS, split_address


class Result(NamedTuple):
    """The delivery state to settle with, and the reply to a request."""

    state: bytes
    reply: bytes | None = None


def handle_delivery(broker: Broker, link: IncomingLink) -> Result:
    """Enqueue the delivery that a link has completed, or carry out the request in it."""
    is_too_large, delivery = link.is_too_large, link.take_delivery()
    entity, special = split_address(link.address)
    reply = None
    try:
        if is_too_large:
            text = f"A message may have at most {MAX_MESSAGE_SIZE} bytes."
            raise MessageSizeExceededError(text)
        if link.is_in_transaction:
            raise NotImplementedByStandInError(NO_TRANSACTIONS)
        if special:
            reply = answer(broker, entity, special == CBS, delivery)
        else:
            broker.find_queue(entity).enqueue(split_batch(delivery) if link.is_batch else [delivery])
    except ServiceBusError as error:
        return Result(p.rejected(error.condition, str(error)))
    except DecodeError as error:
        return Result(p.rejected("amqp:decode-error", str(error)))
    return Result(p.outcome(p.ACCEPTED), reply)
