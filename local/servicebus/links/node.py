"""Addresses: a queue, its ``$management`` node, or ``$cbs``."""

from ..queues.access import check_may_receive, check_may_send
from ..queues.broker import Broker
from ..queues.subqueue import SubQueue

CBS, MANAGEMENT = "$cbs", "$management"


def split_address(address: str) -> tuple[str, str | None]:
    """Split ``queue/$management`` into entity and special node; ``$cbs`` stands alone."""
    entity, _, last = address.rpartition("/")
    return (entity, last.lower()) if last.lower() in (CBS, MANAGEMENT) else (address, None)


def find_source(broker: Broker, address: str, *, client_receives: bool) -> SubQueue | None:
    """Return the sub-queue from which a link receives; a link to a special node, or for sending, has none.

    :raises ServiceBusError: if the link must be refused.
    """
    entity, special = split_address(address)
    if special == CBS:
        return None
    subqueue = broker.find(entity)
    if special:
        return None
    if client_receives:
        check_may_receive(subqueue)
        return subqueue
    check_may_send(subqueue)
    return None
