"""A session: its windows, its links, and the deliveries that wait for their outcome."""

import uuid
from typing import TYPE_CHECKING, Any

from . import management
from .access import check_may_receive, check_may_send
from .amqp import encoding as e
from .amqp import performatives as p
from .amqp.decoding import DecodeError, unsigned
from .amqp.performatives import UINT32
from .attach import MAX_MESSAGE_SIZE, Attach
from .errors import NO_TRANSACTIONS, MessageSizeExceededError, NotImplementedByStandInError, ServiceBusError
from .link import PRODUCER_CREDIT, IncomingLink, OutgoingLink, remaining, wrapping_add
from .sections import split_batch
from .settlement import lost, read_state, settle
from .subqueue import SubQueue

if TYPE_CHECKING:
    from .connection import Connection

INCOMING_WINDOW = 5000
CBS, MANAGEMENT = "$cbs", "$management"


class Session:
    """Serves one session of a connection."""

    def __init__(self, connection: "Connection", channel: int, next_incoming_id: int, outgoing_window: int) -> None:
        self.connection, self.channel = connection, channel
        self.broker = connection.broker
        self.links: dict[int, IncomingLink | OutgoingLink] = {}
        self.unsettled: dict[int, tuple[OutgoingLink, uuid.UUID]] = {}
        self.next_incoming_id, self.incoming_window = next_incoming_id, INCOMING_WINDOW
        self.next_outgoing_id, self.outgoing_window = 0, outgoing_window
        self._next_delivery_id = 0

    def next_delivery_id(self) -> int:
        """Return a new delivery id."""
        delivery_id = self._next_delivery_id
        self._next_delivery_id = wrapping_add(delivery_id, 1)
        return delivery_id

    def send_transfer(self, transfer: bytes, payload: bytes) -> None:
        """Send one transfer frame."""
        self._send(transfer + payload)
        self.next_outgoing_id = wrapping_add(self.next_outgoing_id, 1)
        self.outgoing_window -= 1

    def close(self) -> None:
        """Detach all links. Locks run on until they expire, as on the real service."""
        for link in self.links.values():
            link.detach()
        self.links.clear()

    def _send(self, body: bytes) -> None:
        self.connection.send(self.channel, body)

    # Links

    def on_attach(self, body: bytes, at: int) -> None:
        """Attach a link, or say why not."""
        attach = Attach.parse(body, at)
        if attach.handle in self.links:
            message = f"handle {attach.handle} is in use"
            raise DecodeError(message)
        try:
            attach.check_supported()
            subqueue = self._resolve(attach.address, client_receives=attach.client_receives)
        except ServiceBusError as error:
            # A refused link is attached without the terminus it asked for, then detached with the reason.
            self._send(attach.answer(with_terminus=False))
            self._send(p.detach(attach.handle, closed=True, reason=p.error(error.condition, str(error))))
            return
        self._send(attach.answer(with_terminus=True))
        if attach.client_receives:
            link = OutgoingLink(self, attach.handle, attach.address, subqueue, settled=attach.is_settled_by_sender)
            self.links[attach.handle] = link
            if subqueue:
                subqueue.consumers.append(link)
        else:
            producer = IncomingLink(attach.handle, attach.address, attach.initial_delivery_count)
            self.links[attach.handle] = producer
            self._send_flow(producer)

    def _resolve(self, address: str, *, client_receives: bool) -> SubQueue | None:
        """Return what a link receives from; a sender, or a link to a special node, needs none.

        :raises ServiceBusError: if the link must be refused.
        """
        entity, special = _split_address(address)
        if special == CBS:
            return None
        subqueue = self.broker.find(entity)
        if special:
            return None
        if client_receives:
            check_may_receive(subqueue)
            return subqueue
        check_may_send(subqueue)
        return None

    def on_detach(self, fields: list[Any]) -> None:
        """Detach a link; the SDK also detaches links that are gone."""
        link = self.links.pop(unsigned(fields[0], UINT32), None)
        if link:
            link.detach()
            self._send(p.detach(fields[0], closed=bool(fields[1])))

    def refuse(self, link: OutgoingLink, error: ServiceBusError) -> None:
        """Detach a link that the client would keep."""
        del self.links[link.handle]
        link.detach()
        self._send(p.detach(link.handle, closed=True, reason=p.error(error.condition, str(error))))

    # Flow

    def on_flow(self, fields: list[Any]) -> None:
        """Take the client's window and, for a link, its credit."""
        next_incoming_id, window, _, _, handle, delivery_count, credit, _, drain, echo, _ = fields
        if window is not None:
            self.outgoing_window = remaining(next_incoming_id or 0, window, self.next_outgoing_id)
        link = None if handle is None else self.links.get(unsigned(handle, UINT32))
        if isinstance(link, OutgoingLink):
            link.grant(delivery_count or 0, credit or 0)
        for each in list(self.links.values()):
            if isinstance(each, OutgoingLink) and each.subqueue:
                each.subqueue.pump()
        if isinstance(link, OutgoingLink) and drain:
            link.drain()
            self._send_flow(link, drain=True)
        elif echo:
            self._send_flow(link)

    def _send_flow(self, link: IncomingLink | OutgoingLink | None = None, *, drain: bool = False) -> None:
        numbers = (self.next_incoming_id, self.incoming_window, self.next_outgoing_id, INCOMING_WINDOW)
        fields = [e.uint(number) for number in numbers]
        if link:
            credit = link.credit if isinstance(link, IncomingLink) else max(0, link.granted)
            fields += [e.uint(link.handle), e.uint(link.delivery_count), e.uint(credit), e.NULL, e.boolean(drain)]
        self._send(p.performative(p.FLOW, *fields))

    # What the client sends

    def on_transfer(self, fields: list[Any], payload: bytes) -> None:
        """Take a frame of a delivery, and handle the delivery once it is whole."""
        self.next_incoming_id = wrapping_add(self.next_incoming_id, 1)
        self.incoming_window -= 1
        if self.incoming_window < INCOMING_WINDOW // 2:
            self.incoming_window = INCOMING_WINDOW
            self._send_flow()
        link = self.links.get(unsigned(fields[0], UINT32))
        if not isinstance(link, IncomingLink):
            message = f"a transfer on handle {fields[0]}, on which nothing can be sent"
            raise DecodeError(message)
        if not link.start_or_continue(fields, payload):
            return
        outcome = self._handle_delivery(link)
        if not link.settled:
            self._send(p.disposition(as_receiver=True, delivery_id=link.delivery_id, state=outcome))
        if link.credit < PRODUCER_CREDIT // 2:
            link.credit = PRODUCER_CREDIT
            self._send_flow(link)

    def _handle_delivery(self, link: IncomingLink) -> bytes:
        too_large, delivery = link.is_too_large, link.take()
        entity, special = _split_address(link.address)
        try:
            if too_large:
                text = f"A message may have at most {MAX_MESSAGE_SIZE} bytes."
                raise MessageSizeExceededError(text)
            if link.is_in_transaction:
                raise NotImplementedByStandInError(NO_TRANSACTIONS)
            if special:
                self._reply(link.address, management.answer(self.broker, entity, special == CBS, delivery))
            else:
                self.broker.find(entity).queue.enqueue(split_batch(delivery) if link.is_batch else [delivery])
        except ServiceBusError as error:
            return p.rejected(error.condition, str(error))
        except DecodeError as error:
            return p.rejected("amqp:decode-error", str(error))
        return p.outcome(p.ACCEPTED)

    def _reply(self, address: str, reply: bytes) -> None:
        for link in self.links.values():
            if isinstance(link, OutgoingLink) and link.address == address:
                link.send(reply, uuid.uuid4().bytes, settled=True)  # the SDK never settles a reply
                return

    # What the client received

    def on_disposition(self, fields: list[Any], body: bytes, at: int) -> None:
        """Settle deliveries as the client says; each gets an answer of its own, which the SDK waits for.

        :param body: the frame, whose fields stand at ``at``.
        """
        client_is_receiver, first, last, settled, described, _ = fields
        if not client_is_receiver:
            return  # about our replies, for which nothing is held
        state = read_state(described, body, at)
        delivery_ids = self._unsettled_between(
            unsigned(first, UINT32), unsigned(first if last is None else last, UINT32)
        )
        if not delivery_ids and not settled:
            self._answer_disposition(first, lost())
        for delivery_id in delivery_ids:
            link, token = self.unsettled.pop(delivery_id)
            if link.subqueue is None:
                continue  # detached: the client is to settle over the management link
            answer = settle(link.subqueue, token, state)
            if not settled:
                self._answer_disposition(delivery_id, answer)

    def _answer_disposition(self, delivery_id: int, state: bytes) -> None:
        self._send(p.disposition(as_receiver=False, delivery_id=delivery_id, state=state))

    def _unsettled_between(self, first: int, last: int) -> list[int]:
        span = wrapping_add(last, -first)
        if span < len(self.unsettled):
            return [each for each in (wrapping_add(first, step) for step in range(span + 1)) if each in self.unsettled]
        return [each for each in self.unsettled if wrapping_add(each, -first) <= span]


def _split_address(address: str) -> tuple[str, str | None]:
    """Split ``queue/$management`` into entity and special node; ``$cbs`` stands alone."""
    entity, _, last = address.rpartition("/")
    return (entity, last.lower()) if last.lower() in (CBS, MANAGEMENT) else (address, None)
