"""A client's AMQP connection: handshake, heartbeats, and frames to their sessions."""

import asyncio
import logging
from typing import Any

from .amqp import performatives as p
from .amqp.decoding import DecodeError, decode, skip
from .amqp.framing import (
    AMQP_FRAME,
    AMQP_HEADER,
    HEARTBEAT,
    MAX_FRAME_SIZE,
    SASL_FRAME,
    SASL_HEADER,
    Frame,
    FrameReader,
    pack,
)
from .broker import Broker
from .session import Session

MIN_MAX_FRAME_SIZE = 512  # every peer takes at least this (part 2.8.4)

logger = logging.getLogger(__name__)


class Connection(asyncio.Protocol):
    """Collects what is to be sent, and sends it once what it acknowledges is on disk."""

    def __init__(self, broker: Broker) -> None:
        self.broker = broker
        self.peer_max_frame_size = MIN_MAX_FRAME_SIZE
        self._transport: asyncio.Transport | None = None
        self._reader = FrameReader()
        self._sessions: dict[int, Session] = {}
        self._outgoing: list[bytes] = []
        self._flush_scheduled = False
        self._heartbeat: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin; the client speaks first."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the type checker
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Forget the sessions."""
        if self._heartbeat:
            self._heartbeat.cancel()
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    def data_received(self, data: bytes) -> None:
        """Handle each frame; a malformed one costs its own connection only."""
        try:
            for item in self._reader.feed(data):
                if isinstance(item, Frame):
                    self._on_frame(item)
                else:
                    self._on_header(item)
        except DecodeError as error:
            logger.warning("closing a connection: %s", error)
            self._close(p.close(p.error("amqp:decode-error", str(error))))
        except Exception as error:  # a client must not be able to take the broker down
            logger.exception("closing a connection")
            self._close(p.close(p.error("amqp:internal-error", repr(error))))
        else:
            self._flush()

    def send(self, channel: int, body: bytes, kind: int = AMQP_FRAME) -> None:
        """Queue a frame; it leaves at the end of this turn of the event loop at the latest."""
        self._send_raw(pack(channel, body, kind))

    def _send_raw(self, data: bytes) -> None:
        self._outgoing.append(data)
        if not self._flush_scheduled:
            self._flush_scheduled = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        self._flush_scheduled = False
        if self._outgoing and self._transport and not self._transport.is_closing():
            self.broker.store.commit()
            self._transport.write(b"".join(self._outgoing))
        self._outgoing.clear()

    def _close(self, last_frame: bytes) -> None:
        self.send(0, last_frame)
        self._flush()
        if self._transport:
            self._transport.close()

    def _on_header(self, header: bytes) -> None:
        self._send_raw(SASL_HEADER if header == SASL_HEADER else AMQP_HEADER)
        if header == SASL_HEADER:
            self.send(0, p.sasl_mechanisms(), SASL_FRAME)

    def _on_frame(self, frame: Frame) -> None:
        if not frame.body:
            return  # a heartbeat
        code, at = decode(frame.body, 1)
        if frame.kind == SASL_FRAME:
            if code == p.SASL_INIT:
                self.send(0, p.sasl_ok(), SASL_FRAME)
                self._reader.expect_header()
        elif code == p.OPEN:
            self._on_open(_fields(frame.body, at, code))
        elif code == p.BEGIN:
            fields = _fields(frame.body, at, code)
            self._sessions[frame.channel] = Session(self, frame.channel, fields[1], fields[2])
            self.send(frame.channel, p.begin(frame.channel, self._sessions[frame.channel].incoming_window))
        elif code == p.CLOSE:
            self._close(p.close())
        else:
            self._on_session_frame(frame, code, at)

    def _on_session_frame(self, frame: Frame, code: int, at: int) -> None:
        session = self._sessions.get(frame.channel)
        if session is None:
            return  # the SDK detaches its links after it has ended their session
        if code == p.ATTACH:
            session.on_attach(frame.body, at)
        elif code == p.FLOW:
            session.on_flow(_fields(frame.body, at, code))
        elif code == p.TRANSFER:
            session.on_transfer(_fields(frame.body, at, code), frame.body[skip(frame.body, at) :])
        elif code == p.DISPOSITION:
            session.on_disposition(_fields(frame.body, at, code))
        elif code == p.DETACH:
            session.on_detach(_fields(frame.body, at, code))
        elif code == p.END:
            session.close()
            del self._sessions[frame.channel]
            self.send(frame.channel, p.end())
        else:
            message = f"unknown performative {code!r}"
            raise DecodeError(message)

    def _on_open(self, fields: list[Any]) -> None:
        peer_max_frame_size, idle_timeout = fields[2], fields[4]
        self.peer_max_frame_size = min(peer_max_frame_size or MAX_FRAME_SIZE, MAX_FRAME_SIZE)
        self.send(0, p.open_(MAX_FRAME_SIZE))
        if idle_timeout:
            self._beat(idle_timeout / 1000 / 2)

    def _beat(self, every: float) -> None:
        self._send_raw(HEARTBEAT)
        self._heartbeat = asyncio.get_running_loop().call_later(every, self._beat, every)


def _fields(body: bytes, at: int, code: int) -> list[Any]:
    """Return all the fields of a performative; those left out are ``None``."""
    fields = decode(body, at)[0]
    if not isinstance(fields, list):
        message = f"performative {code:#x} has no list of fields"
        raise DecodeError(message)
    fields += [None] * (p.FIELD_COUNTS[code] - len(fields))
    return fields[: p.FIELD_COUNTS[code]]
