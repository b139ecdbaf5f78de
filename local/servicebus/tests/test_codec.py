"""AMQP's types, frames and message sections, without a connection."""

import struct
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from azure.servicebus._pyamqp._decode import decode_payload
from azure.servicebus._pyamqp._encode import encode_payload
from azure.servicebus._pyamqp.message import Message as SdkMessage
from azure.servicebus._pyamqp.message import Properties as SdkProperties
from hypothesis import given
from hypothesis import strategies as st

from ..amqp import encoding as e
from ..amqp import performatives as p
from ..amqp.decoding import decode
from ..amqp.framing import AMQP_HEADER, HEARTBEAT, SASL_HEADER, Frame, FrameReader, pack
from ..amqp.sections import split_batch
from ..amqp.slices import raw_items, skip
from ..amqp.values import DecodeError, Described, unsigned
from ..queues.message_format import encode, encode_as_sent, parse

UINT, ULONG, LONG = (st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1), st.integers(-(2**63), 2**63 - 1))
ASCII = st.text(st.characters(max_codepoint=127), max_size=300)


def kind(encode: Callable[[Any], bytes], values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[bytes, Any]]:
    return values.map(lambda value: (encode(value), value))


SCALARS = st.one_of(
    st.just((e.NULL, None)),
    kind(e.boolean, st.booleans()),
    kind(e.ubyte, st.integers(0, 255)),
    kind(e.ushort, st.integers(0, 2**16 - 1)),
    kind(e.uint, UINT),
    kind(e.ulong, ULONG),
    kind(e.integer, st.integers(-(2**31), 2**31 - 1)),
    kind(e.long, LONG),
    kind(e.timestamp, LONG),
    kind(e.uuid, st.uuids()),
    kind(e.string, st.text(max_size=300)),
    kind(e.symbol, ASCII),
    kind(e.binary, st.binary(max_size=300)),
)


def compounds(children: st.SearchStrategy[tuple[bytes, Any]]) -> st.SearchStrategy[tuple[bytes, Any]]:
    some = st.lists(children, max_size=5)
    return st.one_of(
        some.map(lambda pairs: (e.full_list(len(pairs), [raw for raw, _ in pairs]), [value for _, value in pairs])),
        st.dictionaries(st.text(max_size=5), children, max_size=5).map(
            lambda items: (
                e.map_of([(e.string(key), raw) for key, (raw, _) in items.items()]),
                {key: value for key, (_, value) in items.items()},
            )
        ),
        children.map(lambda pair: (e.described(0x77, pair[0]), Described(0x77, pair[1]))),
    )


VALUES = st.recursive(SCALARS, compounds, max_leaves=20)


@given(VALUES)
def test_encoded_values_are_decoded(value: tuple[bytes, Any]) -> None:
    raw, meant = value
    assert decode(raw) == (meant, len(raw))
    assert decode(b"??" + raw + b"??", 2) == (meant, len(raw) + 2)
    assert skip(raw, 0) == len(raw)


@given(st.lists(VALUES, max_size=8))
def test_raw_items_keep_their_bytes(values: list[tuple[bytes, Any]]) -> None:
    items = [raw for raw, _ in values]
    assert raw_items(e.full_list(len(items), items), 0) == items


@given(VALUES, st.data())
def test_a_value_that_ends_early_is_refused(value: tuple[bytes, Any], data: st.DataObject) -> None:
    raw, _ = value
    cut = raw[: data.draw(st.integers(0, len(raw) - 1))]
    with pytest.raises(DecodeError):
        decode(cut)
    with pytest.raises(DecodeError):
        skip(cut, 0)


@given(st.binary(max_size=200))
def test_garbage_is_decoded_or_refused(garbage: bytes) -> None:
    for read in (decode, skip, raw_items):
        try:
            read(garbage, 0)
        except DecodeError:
            continue


@given(st.binary(max_size=300))
def test_every_accepted_message_can_be_encoded(garbage: bytes) -> None:
    for raw in (garbage, e.described(0x70, garbage), e.described(0x72, garbage) + e.described(0x75, e.binary(b"x"))):
        try:
            message = parse(raw)
        except DecodeError:
            continue
        parse(encode_as_sent(message))
        parse(encode(message))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"\x56\x01", True),
        (b"\x51\xff", -1),
        (b"\x54\x80", -128),
        (b"\x55\x80", -128),
        (b"\x61\xff\xfe", -2),
        (b"\x72" + struct.pack(">f", 0.5), 0.5),
        (b"\x82" + struct.pack(">d", 0.1), 0.1),
        (b"\x73" + "🦋".encode("utf-32-be"), "🦋"),
        (b"\x94" + bytes(16), bytes(16)),
        (b"\xe0\x05\x03\x50\x01\x02\x03", [1, 2, 3]),
        (e.array_of(0x45, [b"", b""]), [[], []]),
        (e.array_of(0x98, [uuid.UUID(int=5).bytes]), [uuid.UUID(int=5)]),
        (b"\x45", []),
        (b"\xc1\x01\x00", {}),
    ],
)
def test_types_that_only_clients_send(raw: bytes, value: object) -> None:
    assert decode(raw) == (value, len(raw))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x3f",
        b"\x00" * 5000,  # descriptors of descriptors
        b"\xd0\x00\x00\x00\x04\xff\xff\xff\xff",  # four billion items in no bytes
        b"\xf0\x00\x00\x00\x05\x0f\xff\xff\xff\x40",
        b"\xc0\x02\x01\x52",
        b"\xc1\x02\x01\x40",  # a map with a key and no value
        b"\xc1\x04\x02\x45\x40",  # a list as a key
        b"\xa1\x02\xff\xff",  # not UTF-8
        b"\x98" + bytes(15),
        b"\xc0\x05\x01\x40\x40\x40\x40",  # more bytes than items
    ],
)
def test_malformed_values(raw: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(raw)


@pytest.mark.parametrize("value", [None, -1, 256, "1", True, 1.0])
def test_unsigned(value: object) -> None:
    assert unsigned(255, 255) == 255
    with pytest.raises(DecodeError):
        unsigned(value, 255)


@given(st.lists(st.tuples(st.integers(0, 65535), st.binary(max_size=50)), max_size=6), st.data())
def test_frames_are_joined_from_any_pieces(frames: list[tuple[int, bytes]], data: st.DataObject) -> None:
    stream = AMQP_HEADER + b"".join(pack(channel, body) for channel, body in frames) + HEARTBEAT
    reader, read, at = FrameReader(), [], 0
    while at < len(stream):
        length = data.draw(st.integers(1, 20))
        read += list(reader.feed(stream[at : at + length]))
        at += length
    assert read[0] == AMQP_HEADER
    assert read[1:-1] == [Frame(0, channel, body) for channel, body in frames]
    assert isinstance(read[-1], Frame)
    assert read[-1].body == b""


def test_a_second_header_is_read_after_sasl() -> None:
    reader = FrameReader()
    assert list(reader.feed(SASL_HEADER + pack(0, b"init", 1))) == [SASL_HEADER, Frame(1, 0, b"init")]
    reader.expect_header()
    assert list(reader.feed(AMQP_HEADER)) == [AMQP_HEADER]


@pytest.mark.parametrize(
    "stream",
    [b"GET / HTTP/1.1", b"AMQP\x00\x00\x09\x01", AMQP_HEADER * 2, AMQP_HEADER + bytes(8), AMQP_HEADER + b"\xff" * 8],
)
def test_bytes_that_are_not_a_frame(stream: bytes) -> None:
    with pytest.raises(DecodeError):
        list(FrameReader().feed(stream))


@given(st.binary(max_size=100))
def test_garbage_for_the_frame_reader(garbage: bytes) -> None:
    try:
        for _ in FrameReader().feed(AMQP_HEADER + garbage):
            pass
    except DecodeError:
        return


def test_the_sdk_reads_an_encoded_message() -> None:
    sent = SdkMessage(
        properties=SdkProperties(message_id="m", subject="s"),
        application_properties={"key": "ä"},
        data=[b"one", b"two"],
    )
    raw = bytearray()
    encode_payload(raw, sent)
    message = parse(bytes(raw))
    message.sequence_number, message.delivery_count = 7, 3
    message.note_dead_letter("why", None)
    read: Any = decode_payload(memoryview(encode(message)))
    assert (message.message_id, message.size) == ("m", len(raw))
    assert read.header.delivery_count == 3
    assert list(read.properties[:4]) == [b"m", None, None, b"s"]
    assert read.application_properties == {b"key": "ä".encode(), b"DeadLetterReason": b"why"}
    assert read.message_annotations[b"x-opt-sequence-number"] == 7
    assert read.data == [b"one", b"two"]


def test_a_batch_is_split() -> None:
    body = e.described(0x75, e.binary(b"one")) + e.described(0x75, e.binary(b"two"))
    assert split_batch(body) == [b"one", b"two"]
    with pytest.raises(DecodeError):
        split_batch(e.described(0x75, e.uint(7)))


def test_an_error_has_all_three_fields() -> None:
    """Without the third the SDK's ``send_messages`` never returns."""
    ((_, fields), _) = decode(p.error("amqp:not-found", "where?"))
    assert fields == ["amqp:not-found", "where?", {"com.microsoft:tracking-id": "0"}]
