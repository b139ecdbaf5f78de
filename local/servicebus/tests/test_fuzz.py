"""A broken or hostile client loses its own connection, and harms no other."""

import random
import socket
import ssl
import struct
from collections.abc import Iterator

import pytest
from azure.servicebus import ServiceBusClient, ServiceBusMessage, ServiceBusReceiver, ServiceBusSender
from azure.servicebus.amqp import AmqpMessageBodyType

from ..amqp import encoding as e
from ..amqp import performatives as p
from ..amqp.framing import AMQP_HEADER, SASL_HEADER, pack
from .kit import StandIn

SEED = 20240229


@pytest.fixture(scope="module")
def victim() -> Iterator[StandIn]:
    with StandIn() as running:
        yield running
        assert running.process.poll() is None
        assert "closing a connection\nTraceback" not in running.complaints()  # expected errors are logged in one line


@pytest.fixture(scope="module")
def queue(victim: StandIn) -> str:
    return victim.create_queue(LockDuration="PT0.3S", MaxDeliveryCount=1000)


@pytest.fixture(scope="module")
def bystander(victim: StandIn, queue: str) -> Iterator[tuple[ServiceBusSender, ServiceBusReceiver]]:
    """A client that connected before, and must notice nothing."""
    with (
        ServiceBusClient.from_connection_string(victim.connection_string, retry_total=0) as client,
        client.get_queue_sender(queue) as sender,
        client.get_queue_receiver(queue) as receiver,
    ):
        yield sender, receiver


@pytest.fixture(autouse=True)
def still_serving(bystander: tuple[ServiceBusSender, ServiceBusReceiver]) -> Iterator[None]:
    yield
    sender, receiver = bystander
    sender.send_messages(ServiceBusMessage("still there"))
    seen = ""
    while seen != "still there":  # messages from the fuzzing may come first
        (message,) = receiver.receive_messages(1, max_wait_time=5)
        seen = b"".join(message.body).decode(errors="replace") if message.body_type == AmqpMessageBodyType.DATA else ""
        receiver.complete_message(message)


def throw(port: int, *pieces: bytes, read: bool = True) -> bytes:
    """Send pieces over a new connection; return the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        answer = b""
        try:
            for piece in pieces:
                connection.sendall(piece)
            if read:
                connection.shutdown(socket.SHUT_WR)
                while received := connection.recv(65536):
                    answer += received
        except OSError:
            pass
        return answer


def body(code: int, *fields: bytes) -> bytes:
    return pack(0, e.described(code, e.list_of(*fields)))


def terminus(code: int, address: str) -> bytes:
    return e.described(code, e.list_of(e.string(address)))


def attach(handle: int, address: str, *, receives: bool) -> bytes:
    source, target = terminus(0x28, address), terminus(0x29, address)
    name = e.string(f"link-{handle}")
    return body(
        p.ATTACH, name, e.uint(handle), e.boolean(receives), e.NULL, e.NULL, source, target, e.NULL, e.NULL, e.uint(0)
    )


def transfer(handle: int, delivery: int, payload: bytes) -> bytes:
    fields = (e.uint(handle), e.uint(delivery), e.binary(b"tag"), e.uint(0), e.FALSE, e.FALSE)
    return pack(0, e.described(p.TRANSFER, e.list_of(*fields)) + payload)


def request(operation: str, argument: tuple[str, bytes]) -> bytes:
    return b"".join(
        (
            e.described(0x73, e.list_of(e.string("id"))),
            e.described(0x74, e.map_of([(e.string("operation"), e.string(operation))])),
            e.described(0x77, e.map_of([(e.string(argument[0]), argument[1])])),
        )
    )


def conversation(queue: str) -> list[bytes]:
    """Every performative that a client may send, frame by frame."""
    message = e.described(0x70, e.list_of(e.TRUE, e.ubyte(4), e.uint(60_000))) + b"".join(
        (
            e.described(0x72, e.map_of([(e.symbol("x-opt-mine"), e.long(7))])),
            e.described(0x73, e.list_of(e.string("id"), e.NULL, e.string("to"))),
            e.described(0x74, e.map_of([(e.string("key"), e.string("value"))])),
            e.described(0x75, e.binary(b"body")),
        )
    )
    flow = [e.uint(number) for number in (0, 5000, 0, 5000, 1, 0, 3)]
    return [
        body(p.OPEN, e.string("me"), e.string("host"), e.uint(65536), e.ushort(255), e.uint(60_000)),
        body(p.BEGIN, e.NULL, e.uint(0), e.uint(5000), e.uint(5000), e.uint(255)),
        attach(0, queue, receives=False),
        attach(1, queue, receives=True),
        attach(2, f"{queue}/$management", receives=False),
        attach(3, f"{queue}/$management", receives=True),
        transfer(0, 0, message),
        body(p.FLOW, *flow),
        transfer(2, 1, request("com.microsoft:peek-message", ("from-sequence-number", e.long(0)))),
        transfer(2, 2, request("com.microsoft:renew-lock", ("lock-tokens", e.array_of(0x98, [bytes(16)])))),
        body(p.DISPOSITION, e.TRUE, e.uint(0), e.uint(0), e.FALSE, p.outcome(p.RELEASED)),
        body(p.DETACH, e.uint(1), e.TRUE),
        body(p.END),
        body(p.CLOSE),
    ]


def test_random_bytes(victim: StandIn) -> None:
    source = random.Random(SEED)
    for start in (b"", AMQP_HEADER, SASL_HEADER, b"A", b"\x16\x03", b"GET "):
        for _ in range(15):
            throw(victim.port, start + source.randbytes(source.randint(0, 400)))


def test_random_frames(victim: StandIn) -> None:
    source = random.Random(SEED)
    for _ in range(100):
        frames = [pack(source.randint(0, 3), b"\x00\x53" + source.randbytes(source.randint(1, 60))) for _ in range(5)]
        throw(victim.port, AMQP_HEADER, *frames)


def test_the_conversation_without_mutations_succeeds(victim: StandIn, queue: str) -> None:
    answer = throw(victim.port, AMQP_HEADER, *conversation(queue))
    assert answer.startswith(AMQP_HEADER)
    for code in (p.OPEN, p.BEGIN, p.ATTACH, p.TRANSFER, p.DISPOSITION, p.DETACH, p.END, p.CLOSE):
        assert bytes((0x00, 0x53, code)) in answer
    assert b"amqp:" not in answer
    assert b"com.microsoft:message-lock-lost" in answer


def test_mutated_conversations(victim: StandIn, queue: str) -> None:
    source = random.Random(SEED)
    for _ in range(400):
        frames = conversation(queue)
        which = source.randrange(len(frames))
        spoiled = bytearray(frames[which])
        for _ in range(source.randint(1, 4)):
            at = source.randrange(8, len(spoiled)) if len(spoiled) > 8 and source.random() < 0.9 else 3
            spoiled[at] = source.choice((0, 0x40, 0x45, 0x52, 0x53, 0x70, 0xA1, 0xC0, 0xFF, source.randrange(256)))
        frames[which] = bytes(spoiled)
        if source.random() < 0.2:
            source.shuffle(frames)
        throw(victim.port, AMQP_HEADER, *frames, read=source.random() < 0.8)


def test_a_conversation_byte_by_byte(victim: StandIn, queue: str) -> None:
    stream = AMQP_HEADER + b"".join(conversation(queue))
    answer = throw(victim.port, *(stream[at : at + 1] for at in range(len(stream))))
    assert bytes((0x00, 0x53, p.CLOSE)) in answer


def test_a_conversation_that_breaks_off(victim: StandIn, queue: str) -> None:
    stream = AMQP_HEADER + b"".join(conversation(queue))
    for end in range(0, len(stream), 17):
        throw(victim.port, stream[:end], read=False)


@pytest.mark.parametrize(
    ("frame", "complaint"),
    [
        (body(p.OPEN, e.string("again")), b"open already"),
        (body(p.BEGIN, e.NULL, e.uint(0), e.uint(5000), e.uint(5000)), b"channel 0 is in use"),
        (attach(1, "x", receives=True), b"handle 1 is in use"),
        (attach(5000, "x", receives=True), b"expected a number from 0 to 1023"),
        (transfer(1, 0, b""), b"nothing can be sent"),
        (transfer(99, 0, b""), b"nothing can be sent"),
        (pack(0, b"\x00\x53\x7f\x45"), b"unknown performative"),
        (pack(0, b"\x40"), b"without a performative"),
        (struct.pack(">IBBH", 2**31, 2, 0, 0), b"a frame of 2147483648 bytes"),
    ],
)
def test_protocol_violations_close_the_connection_with_an_error(
    victim: StandIn, queue: str, frame: bytes, complaint: bytes
) -> None:
    answer = throw(victim.port, AMQP_HEADER, *conversation(queue)[:7], frame)
    assert b"amqp:decode-error" in answer
    assert complaint in answer


def test_extreme_frame_size_and_heartbeat_interval(victim: StandIn, queue: str) -> None:
    frames = conversation(queue)
    frames[0] = body(p.OPEN, e.string("me"), e.NULL, e.uint(1), e.NULL, e.uint(1))
    assert bytes((0x00, 0x53, p.CLOSE)) in throw(victim.port, AMQP_HEADER, *frames)


def test_unreadable_messages_are_refused(victim: StandIn, queue: str) -> None:
    text = e.described(0x75, e.binary(b"x"))
    bad = [
        b"garbage",
        text[:-1],
        e.described(0x70, e.list_of(e.NULL, e.string("high"))) + text,
        e.described(0x70, e.list_of(e.NULL, e.NULL, e.ulong(2**40))) + text,
        e.described(0x72, e.map_of([(e.string("größe"), e.NULL)])) + text,
        e.described(0x72, e.map_of([(e.symbol("x-opt-scheduled-enqueue-time"), e.string("soon"))])) + text,
        e.described(0x74, e.list_of(e.string("key"), e.string("value"))) + text,
        e.described(0x74, e.map_of([(e.string("key"), b"\xa1\x01\xff")])) + text,  # not UTF-8
        text + e.described(0x10, e.list_of()),
    ]
    frames = conversation(queue)[:3] + [transfer(0, number, raw) for number, raw in enumerate(bad)]
    before = victim.counts(queue)
    answer = throw(victim.port, AMQP_HEADER, *frames)
    assert answer.count(bytes((0x00, 0x53, p.REJECTED))) == len(bad)
    assert victim.counts(queue) == before


def test_invalid_requests_are_answered(victim: StandIn, queue: str) -> None:
    odd = [
        request("com.microsoft:renew-lock", ("lock-tokens", e.string("x"))),
        request("com.microsoft:renew-lock", ("other", e.NULL)),
        request("com.microsoft:peek-message", ("from-sequence-number", e.string("x"))),
        request("com.microsoft:schedule-message", ("messages", e.list_of(e.uint(1)))),
        request("com.microsoft:receive-by-sequence-number", ("sequence-numbers", e.list_of(e.string("x")))),
        request("com.microsoft:unheard-of", ("x", e.NULL)),
    ]
    frames = conversation(queue)[:6] + [transfer(2, number, raw) for number, raw in enumerate(odd)]
    answer = throw(victim.port, AMQP_HEADER, *frames)
    assert answer.count(b"com.microsoft:argument-error") == 5
    assert answer.count(b"amqp:not-implemented") == 1


def test_many_silent_connections(victim: StandIn) -> None:
    silent = [socket.create_connection(("127.0.0.1", victim.port)) for _ in range(200)]
    for connection in silent:
        connection.close()


def test_half_a_tls_handshake(victim: StandIn) -> None:
    context = ssl.create_default_context()
    with socket.create_connection(("127.0.0.1", victim.port), timeout=5) as raw, pytest.raises(ssl.SSLError):
        context.wrap_socket(raw, server_hostname="localhost")  # it does not trust the certificate
    throw(victim.port, b"\x16\x03\x01\x00\x05hello")
