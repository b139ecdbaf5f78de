"""Checks whether clients may send to a queue and receive from it, by the queue's properties."""

from ..errors import EntityDisabledError, NotAllowedError
from .subqueue import SubQueue


def check_may_receive(subqueue: SubQueue) -> None:
    """Make sure that a client may receive from a sub-queue.

    :raises ServiceBusError: if it may not.
    """
    properties = subqueue.queue.properties
    if properties.forward_to and not subqueue.is_dead_letter:
        raise NotAllowedError(f"Cannot receive from '{subqueue.name}': it forwards its messages to another queue.")
    if not properties.may_receive:
        raise EntityDisabledError(subqueue.name, properties.status)


def check_may_send(subqueue: SubQueue) -> None:
    """Make sure that a client may send to a sub-queue.

    :raises ServiceBusError: if it may not.
    """
    properties = subqueue.queue.properties
    if subqueue.is_dead_letter:
        raise NotAllowedError(f"Messages cannot be sent to '{subqueue.name}'; the broker puts them there.")
    if not properties.may_send:
        raise EntityDisabledError(subqueue.name, properties.status)
