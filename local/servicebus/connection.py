"""A client's AMQP connection: handshake, heartbeats, and the frames of its sessions."""

import asyncio
import logging
from typing import Any

from .amqp import framing
from .amqp import performatives as p
from .amqp.frame_body import read_code, read_fields
from .amqp.serial import UINT32
from .amqp.slices import skip
from .amqp.values import DecodeError, unsigned
from .links.session import Session
from .outbox import Outbox
from .queues.broker import Broker

MIN_MAX_FRAME_SIZE = 512  # every peer accepts at least this (part 2.8.4)
MIN_IDLE_TIMEOUT = 100  # milliseconds; more frequent heartbeats would keep the broker busy

logger = logging.getLogger(__name__)


class Connection(asyncio.Protocol):
    """Serves one client; a frame leaves once the messages that it acknowledges are committed."""

    def __init__(self, broker: Broker) -> None:
        self.broker = broker
        self.peer_max_frame_size = MIN_MAX_FRAME_SIZE
        self._outbox = Outbox(broker.store.commit)
        self._reader = framing.FrameReader()
        self._sessions: dict[int, Session] = {}
        self._heartbeat: asyncio.TimerHandle | None = None
        self._is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Open the outbox; the client sends first."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the type checker
        self._outbox.open(transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Close the sessions."""
        if self._heartbeat:
            self._heartbeat.cancel()
        self._close_sessions()

    def data_received(self, data: bytes) -> None:
        """Handle each frame; a malformed frame closes this connection, and no other."""
        try:
            for item in self._reader.feed(data):
                if isinstance(item, framing.Frame):
                    self._on_frame(item)
                else:
                    self._on_header(item)
        except DecodeError as error:
            logger.warning("closing a connection: %s", error)
            self._close(p.close(p.error("amqp:decode-error", str(error))))
        except Exception as error:  # no client may stop the broker
            logger.exception("closing a connection")
            self._close(p.close(p.error("amqp:internal-error", repr(error))))
        else:
            self._outbox.flush()

    def send(self, channel: int, body: bytes, kind: int = framing.AMQP_FRAME) -> None:
        """Queue a frame, to be sent at the latest at the end of this turn of the event loop."""
        self._outbox.add(framing.pack(channel, body, kind))

    def _close_sessions(self) -> None:
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    def _close(self, last_frame: bytes) -> None:
        self._close_sessions()  # first, or messages would still be delivered to it
        self.send(0, last_frame)
        self._outbox.close()

    def _on_header(self, header: bytes) -> None:
        self._outbox.add(framing.SASL_HEADER if header == framing.SASL_HEADER else framing.AMQP_HEADER)
        if header == framing.SASL_HEADER:
            self.send(0, p.sasl_mechanisms(), framing.SASL_FRAME)

    def _on_frame(self, frame: framing.Frame) -> None:
        if not frame.body:
            return  # a heartbeat
        code, at = read_code(frame.body)
        if frame.kind == framing.SASL_FRAME:
            if code == p.SASL_INIT:
                self.send(0, p.sasl_ok(), framing.SASL_FRAME)
                self._reader.expect_header()
        elif code == p.OPEN:
            self._on_open(read_fields(frame.body, at, code))
        elif code == p.BEGIN:
            self._on_begin(frame.channel, read_fields(frame.body, at, code))
        elif code == p.CLOSE:
            self._close(p.close())
        else:
            self._on_session_frame(frame, code, at)

    def _on_session_frame(self, frame: framing.Frame, code: int, at: int) -> None:
        session = self._sessions.get(frame.channel)
        if session is None:
            return  # the SDK detaches links after it has ended their session
        if code == p.ATTACH:
            session.on_attach(frame.body, at)
        elif code == p.FLOW:
            session.on_flow(read_fields(frame.body, at, code))
        elif code == p.TRANSFER:
            session.on_transfer(read_fields(frame.body, at, code), frame.body[skip(frame.body, at) :])
        elif code == p.DISPOSITION:
            session.on_disposition(read_fields(frame.body, at, code), frame.body, at)
        elif code == p.DETACH:
            session.on_detach(read_fields(frame.body, at, code))
        elif code == p.END:
            session.close()
            del self._sessions[frame.channel]
            self.send(frame.channel, p.end())
        else:
            message = f"unknown performative {code!r}"
            raise DecodeError(message)

    def _on_open(self, fields: list[Any]) -> None:
        if self._is_open:
            message = "the connection is open already"
            raise DecodeError(message)
        self._is_open = True
        peer_max_frame_size, idle_timeout = fields[2], fields[4]
        if peer_max_frame_size is None:
            self.peer_max_frame_size = framing.MAX_FRAME_SIZE
        else:
            self.peer_max_frame_size = min(
                max(unsigned(peer_max_frame_size), MIN_MAX_FRAME_SIZE), framing.MAX_FRAME_SIZE
            )
        self.send(0, p.open_(framing.MAX_FRAME_SIZE))
        if idle_timeout is not None:
            self._beat(max(unsigned(idle_timeout), MIN_IDLE_TIMEOUT) / 1000 / 2)

    def _on_begin(self, channel: int, fields: list[Any]) -> None:
        if channel in self._sessions or channel > p.MAX_CHANNEL:
            message = f"channel {channel} is in use or beyond the maximum"
            raise DecodeError(message)
        next_outgoing_id, incoming_window = (unsigned(field, UINT32) for field in fields[1:3])
        session = self._sessions[channel] = Session(self, channel, next_outgoing_id, incoming_window)
        self.send(channel, p.begin(channel, session.windows.incoming))

    def _beat(self, every: float) -> None:
        self._outbox.add(framing.HEARTBEAT)
        self._heartbeat = asyncio.get_running_loop().call_later(every, self._beat, every)
