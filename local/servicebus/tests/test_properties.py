"""A queue's properties take effect: status, size, forwarding, deletion when idle; and files of earlier versions."""

import asyncio
import json
import random
import sqlite3
from pathlib import Path

import pytest

from ..admin.atom_writer import entry
from ..admin.description_reader import read_properties
from ..amqp import encoding as e
from ..clock import now
from ..config import ConfigError, read
from ..errors import ArgumentError, EntityDisabledError, NotAllowedError, QuotaExceededError
from ..queues.access import check_may_receive
from ..queues.broker import Broker
from ..queues.message import State
from ..queues.message_format import encode_as_sent, parse
from ..queues.properties import QueueProperties
from ..queues.queue import Queue
from ..server import Server

BODY = e.described(0x75, e.binary(b"x"))
EARLIER_SCHEMA = """
CREATE TABLE queue (name TEXT PRIMARY KEY, properties TEXT, last_sequence_number INTEGER) WITHOUT ROWID;
CREATE TABLE message (
    queue TEXT, sequence_number INTEGER, is_dead_letter INTEGER, state INTEGER, delivery_count INTEGER,
    enqueued_at INTEGER, scheduled_for INTEGER, expires_at INTEGER, encoded BLOB,
    PRIMARY KEY (queue, sequence_number)) WITHOUT ROWID;
CREATE TABLE message_id (
    queue TEXT, id TEXT, seen_at INTEGER, PRIMARY KEY (queue, id)) WITHOUT ROWID;
"""


def make(broker: Broker, name: str, **properties: object) -> Queue:
    return broker.create(QueueProperties(name, **properties))  # type: ignore[arg-type]


def numbers(queue: Queue) -> list[tuple[int, int]]:
    return [(message.sequence_number, message.first_sequence_number) for message in queue.active.messages.peek(0, 99)]


def described(**elements: str) -> str:
    inside = "".join(f"<{tag}>{text}</{tag}>" for tag, text in elements.items())
    return f"<entry><content><QueueDescription>{inside}</QueueDescription></content></entry>"


def test_all_properties_are_read() -> None:
    body = described(
        Status="SendDisabled",
        UserMetadata="a &lt; b",
        MaxSizeInMegabytes="2048",
        AutoDeleteOnIdle="PT1H",
        ForwardTo="sb://127.0.0.1:5672/other",
        ForwardDeadLetteredMessagesTo="dead",
        EnableBatchedOperations="false",
        AuthorizationRules="<AuthorizationRule><KeyName>k</KeyName></AuthorizationRule>",
    )
    assert read_properties("q", body) == QueueProperties(
        "q",
        status="SendDisabled",
        user_metadata="a < b",
        max_size_in_megabytes=2048,
        auto_delete_on_idle=3_600_000,
        forward_to="sb://127.0.0.1:5672/other",
        forward_dead_letters_to="dead",
        enable_batched_operations=False,
        authorization_rules="<AuthorizationRule><KeyName>k</KeyName></AuthorizationRule>",
    )


async def test_all_properties_are_described(broker: Broker) -> None:
    make(broker, "other")
    properties = QueueProperties(
        "q", status="Disabled", user_metadata="<&>", auto_delete_on_idle=90_000, forward_to="other"
    )
    text = entry(broker.create(properties), "http://here")
    assert read_properties("q", text) == properties


@pytest.mark.parametrize(
    ("elements", "words"),
    [
        ({"EnablePartitioning": "true"}, "partitioned"),
        ({"EnableExpress": "true"}, "express"),
        ({"RequiresSession": "true"}, "sessions"),
        ({"Status": "Sleeping"}, "SendDisabled"),
        ({"MaxSizeInMegabytes": "٣"}, "MaxSizeInMegabytes"),
        ({"MaxMessageSizeInKilobytes": "102400"}, "1024 KB"),
        ({"UserMetadata": "x" * 1025}, "UserMetadata"),
    ],
)
def test_unsupported_properties_are_refused(elements: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        read_properties("q", described(**elements))


async def test_a_disabled_queue_refuses_senders_and_receivers(broker: Broker) -> None:
    queue = make(broker, "q")
    queue.enqueue([BODY])
    broker.update(queue, QueueProperties("q", status="Disabled"))
    with pytest.raises(EntityDisabledError, match="Disabled"):
        queue.enqueue([BODY])
    with pytest.raises(EntityDisabledError):
        check_may_receive(queue.active)
    broker.update(queue, QueueProperties("q", status="ReceiveDisabled"))
    assert queue.enqueue([BODY]) == [2]


async def test_a_full_queue_refuses_messages(broker: Broker) -> None:
    queue = make(broker, "q", max_size_in_megabytes=1)
    large = e.described(0x75, e.binary(b"x" * 600_000))
    queue.enqueue([large])
    queue.enqueue([large])
    with pytest.raises(QuotaExceededError, match="1 MB"):
        queue.enqueue([BODY])


async def test_messages_are_forwarded_and_keep_their_first_number(broker: Broker) -> None:
    last = make(broker, "last")
    last.enqueue([BODY] * 3)
    first = make(broker, "first", forward_to="amqps://127.0.0.1:1/Last")
    first.enqueue([BODY] * 2)
    assert numbers(first) == []
    assert numbers(last) == [(1, 1), (2, 2), (3, 3), (4, 1), (5, 2)]
    with pytest.raises(NotAllowedError, match="forwards"):
        check_may_receive(first.active)


async def test_waiting_messages_are_forwarded_once_forwarding_is_set(broker: Broker) -> None:
    first, last = make(broker, "first"), make(broker, "last")
    first.enqueue([BODY] * 2)
    broker.update(first, QueueProperties("first", forward_to="last"))
    assert (numbers(first), numbers(last)) == ([], [(1, 1), (2, 2)])


async def test_a_forwarding_loop_ends_after_four_hops(broker: Broker) -> None:
    one, other = make(broker, "one"), make(broker, "other")
    broker.update(one, QueueProperties("one", forward_to="other"))
    broker.update(other, QueueProperties("other", forward_to="one"))
    one.enqueue([BODY])
    (dead,) = one.dead_letter.messages.peek(0, 9)
    assert dead.application_properties["DeadLetterReason"] == e.string("MaxTransferHopCountExceeded")


async def test_a_message_that_cannot_be_forwarded_is_dead_lettered(broker: Broker) -> None:
    last, first = make(broker, "last"), make(broker, "first", forward_to="last")
    with pytest.raises(ArgumentError, match="missing"):
        make(broker, "wrong", forward_to="missing")
    with pytest.raises(ArgumentError, match="itself"):
        broker.update(last, QueueProperties("last", forward_to="LAST"))
    broker.delete("last")
    first.enqueue([BODY])
    assert first.dead_letter.messages.counts().total() == 1


async def test_dead_letters_are_forwarded_with_their_source(broker: Broker) -> None:
    graves = make(broker, "graves")
    queue = make(broker, "q", forward_dead_letters_to="graves")
    queue.enqueue([BODY])
    message = queue.active._next_ready()
    assert message is not None
    message.delivery_count = 10
    queue.active._move_to_dead_letters(message, "why", None)
    (dead,) = graves.active.messages.peek(0, 9)
    assert dead.annotations["x-opt-deadletter-source"] == e.string("q")
    assert dead.application_properties["DeadLetterReason"] == e.string("why")
    assert queue.dead_letter.messages.counts().total() == 0
    assert dead.delivery_count == 0


async def test_an_idle_queue_is_deleted(broker: Broker) -> None:
    make(broker, "idle", auto_delete_on_idle=40)
    used = make(broker, "used", auto_delete_on_idle=1000)
    await asyncio.sleep(0.12)
    assert list(broker.queues) == ["used"]
    used.enqueue([BODY])
    await asyncio.sleep(1.6)
    assert list(broker.queues) == []


async def test_times_stay_over_a_restart(tmp_path: Path) -> None:
    async with Server(0, database=tmp_path / "queues.db") as server:
        queue = make(server.broker, "q")
        created = queue.created_at
        await asyncio.sleep(0.02)
        queue.enqueue([BODY])
        server.broker.update(queue, QueueProperties("q", max_delivery_count=3))
        assert created < queue.accessed_at <= queue.updated_at
        times = (created, queue.updated_at, queue.accessed_at)
    async with Server(0, database=tmp_path / "queues.db") as server:
        queue = server.broker.queues["q"]
        assert (queue.created_at, queue.updated_at, queue.accessed_at) == times


async def test_a_file_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    message = parse(BODY)
    with sqlite3.connect(tmp_path / "queues.db") as db:
        db.executescript(EARLIER_SCHEMA)
        properties = {"name": "Q", "lock_duration": 1000, "max_delivery_count": 4, "duplicate_detection_window": 0}
        properties |= {"time_to_live": None, "dead_letter_on_expiration": True}
        db.execute("INSERT INTO queue VALUES ('q', ?, 9)", (json.dumps(properties),))
        values = ("q", 9, 0, 0, 2, now(), None, None, encode_as_sent(message))
        db.execute("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    db.close()
    async with Server(0, database=tmp_path / "queues.db") as server:
        queue = server.broker.queues["q"]
        assert queue.properties == QueueProperties("Q", 1000, 4, 0, None, dead_letter_on_expiration=True)
        assert numbers(queue) == [(9, 9)]
        assert queue.active.messages.peek(0, 1)[0].delivery_count == 2
        assert queue.enqueue([BODY]) == [10]


async def test_counts_match_the_messages(broker: Broker) -> None:
    queue, chance = make(broker, "q", max_delivery_count=3), random.Random(19)
    for _ in range(400):
        queue.enqueue([BODY] * chance.randrange(3))
        message = queue.active._next_ready()
        if message is None:
            continue
        queue.active._lock(message)
        assert message.lock is not None
        token = message.lock.token
        ways = [queue.active.complete, queue.active.abandon, queue.active.defer, queue.active.release]
        chance.choice(ways)(token)
    for subqueue in (queue.active, queue.dead_letter):
        messages = subqueue.messages.peek(0, 10_000)
        for state in State:
            assert subqueue.messages.counts()[state] == sum(message.state is state for message in messages)
        assert subqueue.messages.size == sum(message.size for message in messages)
    assert queue.dead_letter.messages.counts().total() > 0


def test_a_configuration_forwards_to_its_own_queues(tmp_path: Path) -> None:
    def configured(destination: str) -> list[QueueProperties]:
        queues = [{"Name": "a", "Properties": {"ForwardTo": destination}}, {"Name": "B"}]
        (tmp_path / "c.json").write_text(json.dumps({"UserConfig": {"Namespaces": [{"Queues": queues}]}}))
        return read(tmp_path / "c.json")

    assert configured("b")[0].forward_to == "b"
    with pytest.raises(ConfigError, match="'c', which is no queue"):
        configured("c")
