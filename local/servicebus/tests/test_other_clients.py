"""What the .NET client and Node's need of the protocol, and the Python SDK does not; found by running them."""

import urllib.error
import urllib.request
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from azure.servicebus import ServiceBusMessage
from azure.servicebus.exceptions import ServiceBusError as SdkServiceBusError

from ..amqp import encoding as e
from ..amqp import performatives as p
from ..amqp.decoding import decode
from ..amqp.serial import remaining
from ..errors import NotAllowedError, NotImplementedByStandInError, ServiceBusError
from ..links.attach import Attach
from .kit import Box, StandIn, TakeBox, bodies, complete, opened

LARGEST = 2**32 - 1
SESSION_FILTER = e.map_of([(e.symbol("com.microsoft:session-filter"), e.NULL)])


def attach(*, client_receives: bool, source: bytes = e.NULL, target: bytes = e.NULL) -> Attach:
    fields = [e.string("link"), e.uint(7), e.boolean(client_receives), e.NULL, e.NULL, source, target]
    return Attach.parse(e.list_of(*fields, e.NULL, e.NULL, e.uint(0)), 0)


def source_of(address: str, *, filters: bytes = e.NULL) -> bytes:
    return e.described(0x28, e.list_of(e.string(address), *[e.NULL] * 6, filters))


def test_the_mechanisms_are_those_of_the_service() -> None:
    mechanisms = decode(p.sasl_mechanisms())[0].value[0]
    assert mechanisms == ["MSSBCBS", "PLAIN", "ANONYMOUS", "EXTERNAL"]


@pytest.mark.parametrize(
    ("known", "allowed", "reached", "left"),
    [
        (0, LARGEST, 0, LARGEST),  # the .NET client's window
        (0, LARGEST, 5, LARGEST - 5),
        (0, 2**31 + 1, 0, 2**31 + 1),
        (LARGEST, 10, 3, 6),  # numbers wrap
        (3, 10, LARGEST, 10),  # a number before the known one has used nothing
        (0, 4, 9, 0),
        (5, 0, 5, 0),
    ],
)
def test_a_window_is_an_amount_and_only_numbers_wrap(known: int, allowed: int, reached: int, left: int) -> None:
    assert remaining(known, allowed, reached) == left


def test_a_size_is_announced_only_where_the_client_sends() -> None:
    largest = [
        decode(attach(client_receives=receives).answer(with_terminus=True))[0].value[10] for receives in (False, True)
    ]
    assert largest == [1024 * 1024, None]


def test_channel_max_is_that_of_the_service() -> None:
    assert decode(p.open_(1000))[0].value[3] == 4999


@pytest.mark.parametrize(
    "filters", [SESSION_FILTER, e.map_of([(e.symbol("com.microsoft:session-filter"), e.string("s"))])]
)
def test_a_session_link_is_refused(filters: bytes) -> None:
    with pytest.raises(NotAllowedError, match="entity that does not require sessions"):
        attach(client_receives=True, source=source_of("q", filters=filters)).check_supported()


def test_other_filters_are_ignored() -> None:
    filters = e.map_of([(e.symbol("com.microsoft:other"), e.string("s"))])
    attach(client_receives=True, source=source_of("q", filters=filters)).check_supported()


def test_a_transaction_is_refused_as_not_implemented() -> None:
    coordinator = e.described(0x30, e.list_of(e.array_of(e.SYMBOL_CODE, [b"\x17amqp:local-transactions"])))
    with pytest.raises(NotImplementedByStandInError) as refused:
        attach(client_receives=False, target=coordinator).check_supported()
    error: ServiceBusError = refused.value
    assert error.condition == "amqp:not-implemented"


@pytest.mark.parametrize("kind", ["Topic", "Subscription", "Rule"])
def test_topics_subscriptions_and_rules_are_refused(stand_in: StandIn, kind: str) -> None:
    name = f"other-{uuid.uuid4().hex[:8]}"
    with pytest.raises(urllib.error.HTTPError, match="400") as refused:
        stand_in.put(name, f"<entry><content><{kind}Description/></content></entry>")
    assert "queues only" in refused.value.read().decode()
    assert stand_in.counts(name) == {}


def test_the_websocket_path_is_not_found(stand_in: StandIn) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404") as refused:
        urllib.request.urlopen(f"http://127.0.0.1:{stand_in.port}/$servicebus/websocket", timeout=5)
    assert "WebSockets" in refused.value.read().decode()


def test_nodes_client_can_read_an_entry(stand_in: StandIn) -> None:
    name = stand_in.create_queue()
    base = f"http://127.0.0.1:{stand_in.port}"
    with urllib.request.urlopen(f"{base}/$Resources/Queues?$top=1000", timeout=5) as answer:
        feed = answer.read().decode()
    assert f"<id>{base}/{name}</id>" in feed
    assert '<CountDetails xmlns:d="' in feed
    for element in ("EnablePartitioning>false", "EnableExpress>false"):
        assert element in feed
    assert "<AuthorizationRules></AuthorizationRules>" not in feed


@pytest.mark.asyncio(loop_scope="session")
async def test_a_message_of_the_largest_size_is_received(box: Box) -> None:
    await box.sender.send_messages([ServiceBusMessage(b"x" * (1024 * 1024 - 60), message_id="m")])
    await box.send("behind")
    large, behind = await box.receive(2)
    assert [len(b"".join(large.body)), str(behind)] == [1024 * 1024 - 60, "behind"]
    await complete(box.receiver, [large, behind])


@pytest.mark.asyncio(loop_scope="session")
async def test_a_peek_of_large_messages_returns_fewer(box: Box) -> None:
    for _ in range(5):
        await box.sender.send_messages(ServiceBusMessage(b"x" * 100_000))
    peeked = await box.receiver.peek_messages(5, sequence_number=0)
    assert 1 <= len(peeked) < 5
    await complete(box.receiver, await box.receive(5))


@pytest.mark.asyncio(loop_scope="session")
async def test_a_message_without_an_id_gets_one_that_stays(take_box: TakeBox) -> None:
    box = await take_box(RequiresDuplicateDetection="true")
    await box.sender.send_messages([ServiceBusMessage("a", message_id=None), ServiceBusMessage("b", message_id=None)])
    first, second = await box.receive(2)
    assert first.message_id
    assert second.message_id
    assert first.message_id != second.message_id
    await box.receiver.abandon_message(first)
    (again,) = await box.receive()
    assert (str(again), again.message_id) == ("a", first.message_id)
    await complete(box.receiver, [again, second])


@pytest.mark.asyncio(loop_scope="session")
async def test_a_session_receiver_is_refused_with_the_reason(box: Box) -> None:
    receiver = box.client.get_queue_receiver(box.name, session_id="s")
    with pytest.raises(SdkServiceBusError, match="does not require sessions"):
        async with opened(receiver):
            pass


@pytest.mark.asyncio(loop_scope="session")
async def test_receivers_see_a_shortened_time_to_live(take_box: TakeBox) -> None:
    box = await take_box(DefaultMessageTimeToLive="PT1H")
    message = ServiceBusMessage("x", time_to_live=timedelta(days=2))
    created = datetime.now(UTC)
    raw = message.raw_amqp_message
    assert raw.properties is not None
    raw.properties.creation_time = int(created.timestamp() * 1000)
    raw.properties.absolute_expiry_time = int((created + timedelta(days=2)).timestamp() * 1000)
    await box.sender.send_messages(message)
    (received,) = await box.receive()
    assert received.time_to_live == timedelta(hours=1)
    properties = received.raw_amqp_message.properties
    assert properties is not None
    assert properties.absolute_expiry_time is not None
    assert properties.creation_time is not None
    assert properties.absolute_expiry_time - properties.creation_time == 3_600_000
    await complete(box.receiver, [received])
    assert bodies([received]) == ["x"]
