"""What a client may do with a queue, by its properties."""

from typing import TYPE_CHECKING

from .errors import EntityDisabledError, NotAllowedError

if TYPE_CHECKING:
    from .subqueue import SubQueue


def check_may_receive(subqueue: "SubQueue") -> None:
    """Make sure that a client may receive from here.

    :raises ServiceBusError: if it may not.
    """
    properties = subqueue.queue.properties
    if properties.forward_to and not subqueue.is_dead_letter:
        raise NotAllowedError(f"Cannot receive from '{subqueue.name}': it forwards its messages to another queue.")
    if not properties.may_receive:
        raise EntityDisabledError(subqueue.name, properties.status)


def check_may_send(subqueue: "SubQueue") -> None:
    """Make sure that a client may send to here.

    :raises ServiceBusError: if it may not.
    """
    properties = subqueue.queue.properties
    if subqueue.is_dead_letter:
        raise NotAllowedError(f"Messages cannot be sent to '{subqueue.name}'; the broker puts them there.")
    if not properties.may_send:
        raise EntityDisabledError(subqueue.name, properties.status)
