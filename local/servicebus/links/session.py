"""A session: its windows, its links, and the deliveries on them (AMQP 1.0, part 2.5)."""

import uuid
from typing import Any, Protocol

from ..amqp import encoding as e
from ..amqp import performatives as p
from ..amqp import serial
from ..amqp.serial import UINT32
from ..amqp.values import DecodeError, unsigned
from ..errors import ServiceBusError
from ..queues.broker import Broker
from .attach import Attach
from .incoming import PRODUCER_CREDIT, IncomingLink
from .node import find_source
from .outgoing import OutgoingLink
from .settlement import lost, read_state, settle
from .transfer import handle_delivery
from .unsettled import Delivery, UnsettledDeliveries
from .windows import Windows


class Owner(Protocol):
    """The connection, as a session needs it."""

    broker: Broker
    peer_max_frame_size: int

    def send(self, channel: int, body: bytes) -> None:
        """Send a frame."""


class Session:
    """Serves one session of a connection."""

    def __init__(self, connection: Owner, channel: int, next_incoming_id: int, outgoing_window: int) -> None:
        self._connection, self._channel, self._broker = connection, channel, connection.broker
        self._links: dict[int, IncomingLink | OutgoingLink] = {}
        self._unsettled = UnsettledDeliveries()
        self.windows = Windows(next_incoming_id, outgoing_window)
        self._next_delivery_id = 0

    def close(self) -> None:
        """Detach all links. Locks remain until they expire, as on the real service."""
        for link in self._links.values():
            link.detach()
        self._links.clear()

    def _send(self, body: bytes) -> None:
        self._connection.send(self._channel, body)

    # For outgoing links

    @property
    def max_frame_size(self) -> int:
        """The size of the largest frame that the client accepts."""
        return self._connection.peer_max_frame_size

    def next_delivery_id(self) -> int:
        """Return a new delivery id."""
        delivery_id = self._next_delivery_id
        self._next_delivery_id = serial.add(delivery_id, 1)
        return delivery_id

    def send_transfer(self, transfer: bytes, payload: bytes) -> None:
        """Send one transfer frame."""
        self._send(transfer + payload)
        self.windows.count_sent()

    def expect_outcome(self, delivery_id: int, link: OutgoingLink, token: uuid.UUID) -> None:
        """Remember that the client must settle a delivery."""
        self._unsettled.add(Delivery(delivery_id, link, token))

    def refuse(self, link: OutgoingLink, error: ServiceBusError) -> None:
        """Detach a link with an error."""
        del self._links[link.handle]
        link.detach()
        self._send(p.detach(link.handle, closed=True, reason=p.error(error.condition, str(error))))

    # Performatives from the client

    def on_attach(self, body: bytes, at: int) -> None:
        """Attach a link, or refuse it."""
        attach = Attach.parse(body, at)
        if attach.handle in self._links:
            message = f"handle {attach.handle} is in use"
            raise DecodeError(message)
        try:
            attach.check_supported()
            subqueue = find_source(self._broker, attach.address, client_receives=attach.client_receives)
        except ServiceBusError as error:
            # A refused link is attached without the terminus it asked for, then detached with the reason.
            self._send(attach.answer(with_terminus=False))
            self._send(p.detach(attach.handle, closed=True, reason=p.error(error.condition, str(error))))
            return
        self._send(attach.answer(with_terminus=True))
        if attach.client_receives:
            link = OutgoingLink(self, attach.handle, attach.address, subqueue, settled=attach.is_settled_by_sender)
            self._links[attach.handle] = link
            if subqueue:
                subqueue.consumers.append(link)
        else:
            producer = IncomingLink(attach.handle, attach.address, attach.initial_delivery_count)
            self._links[attach.handle] = producer
            self._send_flow(producer)

    def on_detach(self, fields: list[Any]) -> None:
        """Detach a link; the SDK also detaches links that no longer exist."""
        link = self._links.pop(unsigned(fields[0], UINT32), None)
        if link:
            link.detach()
            self._send(p.detach(fields[0], closed=bool(fields[1])))

    def on_flow(self, fields: list[Any]) -> None:
        """Set the client's window and, for a link, its credit; then deliver."""
        next_incoming_id, window, _, _, handle, delivery_count, credit, _, drain, echo, _ = fields
        if window is not None:
            self.windows.set_outgoing(next_incoming_id or 0, window)
        link = None if handle is None else self._links.get(unsigned(handle, UINT32))
        if isinstance(link, OutgoingLink):
            link.grant(delivery_count or 0, credit or 0)
        for each in list(self._links.values()):
            if isinstance(each, OutgoingLink) and each.subqueue:
                each.subqueue.pump()
        if isinstance(link, OutgoingLink) and drain:
            link.drain()
            self._send_flow(link, drain=True)
        elif echo:
            self._send_flow(link)

    def _send_flow(self, link: IncomingLink | OutgoingLink | None = None, *, drain: bool = False) -> None:
        fields = self.windows.flow_fields()
        if link:
            credit = link.credit if isinstance(link, IncomingLink) else max(0, link.granted)
            fields += [e.uint(link.handle), e.uint(link.delivery_count), e.uint(credit), e.NULL, e.boolean(drain)]
        self._send(p.performative(p.FLOW, *fields))

    def on_transfer(self, fields: list[Any], payload: bytes) -> None:
        """Add a frame to a delivery from the client, and handle the delivery once it is complete."""
        if self.windows.count_received():
            self._send_flow()
        link = self._links.get(unsigned(fields[0], UINT32))
        if not isinstance(link, IncomingLink):
            message = f"a transfer on handle {fields[0]}, on which nothing can be sent"
            raise DecodeError(message)
        if not link.add_frame(fields, payload):
            return
        state, reply = handle_delivery(self._broker, link)
        if reply is not None:
            self._reply(link.address, reply)
        if not link.settled:
            self._send(p.disposition(as_receiver=True, delivery_id=link.delivery_id, state=state))
        if link.credit < PRODUCER_CREDIT // 2:
            link.credit = PRODUCER_CREDIT
            self._send_flow(link)

    def _reply(self, address: str, reply: bytes) -> None:
        for link in self._links.values():
            if isinstance(link, OutgoingLink) and link.address == address:
                link.send(reply, uuid.uuid4().bytes, settled=True)  # the SDK never settles a reply
                return

    def on_disposition(self, fields: list[Any], body: bytes, at: int) -> None:
        """Settle deliveries as the client says; each gets an answer of its own, for which the SDK waits.

        :param body: the frame, whose fields start at ``at``.
        """
        client_is_receiver, first, last, settled, described, _ = fields
        if not client_is_receiver:
            return  # about replies, which are sent settled
        state = read_state(described, body, at)
        deliveries = self._unsettled.take(unsigned(first, UINT32), unsigned(first if last is None else last, UINT32))
        if not deliveries and not settled:
            self._answer_disposition(first, lost())
        for delivery in deliveries:
            if delivery.link.subqueue is None:
                continue  # detached: the client settles over the management link
            answer = settle(delivery.link.subqueue, delivery.token, state)
            if not settled:
                self._answer_disposition(delivery.delivery_id, answer)

    def _answer_disposition(self, delivery_id: int, state: bytes) -> None:
        self._send(p.disposition(as_receiver=False, delivery_id=delivery_id, state=state))
