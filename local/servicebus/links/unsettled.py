"""Deliveries to a client that it has not settled yet."""

from typing import NamedTuple
from uuid import UUID

from ..amqp import serial
from .outgoing import OutgoingLink


class Delivery(NamedTuple):
    """A delivery's id, its link, and the lock token of its message."""

    delivery_id: int
    link: OutgoingLink
    token: UUID


class UnsettledDeliveries:
    """Finds deliveries by their ids, which are serial numbers and wrap."""

    def __init__(self) -> None:
        self._deliveries: dict[int, Delivery] = {}

    def add(self, delivery: Delivery) -> None:
        """Add a delivery."""
        self._deliveries[delivery.delivery_id] = delivery

    def take(self, first: int, last: int) -> list[Delivery]:
        """Remove and return the deliveries from one id to another, both included."""
        span = serial.distance(first, last)
        if span < len(self._deliveries):
            ids = [serial.add(first, step) for step in range(span + 1)]
        else:
            ids = [each for each in self._deliveries if serial.distance(first, each) <= span]
        return [self._deliveries.pop(each) for each in ids if each in self._deliveries]
