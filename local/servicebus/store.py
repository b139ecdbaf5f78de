"""Durability: queues and messages in one SQLite file.

Writes gather in a transaction, which ``commit`` ends. The connection calls it before any
acknowledgement leaves, so that nothing is acknowledged that a killed broker would lose.
"""

import asyncio
import json
import sqlite3
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .message import Message, State
from .properties import QueueProperties

if TYPE_CHECKING:
    from .broker import Broker
    from .queue import Queue

WAIT_FOR_LOCK = 1.0  # seconds: a broker that is just being stopped may still have the file

SCHEMA = """
CREATE TABLE IF NOT EXISTS queue (name TEXT PRIMARY KEY, properties TEXT, last_sequence_number INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS message (
    queue TEXT, sequence_number INTEGER, is_dead_letter INTEGER, state INTEGER, delivery_count INTEGER,
    enqueued_at INTEGER, scheduled_for INTEGER, expires_at INTEGER, encoded BLOB,
    PRIMARY KEY (queue, sequence_number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS message_id (
    queue TEXT, id TEXT, seen_at INTEGER, PRIMARY KEY (queue, id)) WITHOUT ROWID;
"""

ADDED = (  # columns that a file of an earlier version lacks
    ("queue", "created_at"),
    ("queue", "updated_at"),
    ("queue", "accessed_at"),
    ("message", "first_sequence_number"),
)

PUT_QUEUE = """
INSERT INTO queue (name, properties, last_sequence_number, created_at, updated_at, accessed_at)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET properties = excluded.properties,
    last_sequence_number = MAX(last_sequence_number, excluded.last_sequence_number), created_at = excluded.created_at,
    updated_at = excluded.updated_at, accessed_at = excluded.accessed_at
"""

PUT_MESSAGE = """
INSERT OR REPLACE INTO message (queue, sequence_number, is_dead_letter, state, delivery_count, enqueued_at,
    scheduled_for, expires_at, encoded, first_sequence_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

GET_MESSAGES = """
SELECT encoded, sequence_number, is_dead_letter, state, delivery_count, enqueued_at, scheduled_for, expires_at,
    first_sequence_number FROM message WHERE queue = ? ORDER BY sequence_number
"""


class StoreError(Exception):
    """The database file cannot be used."""


class Store:
    """Keeps what the queues tell it. ``:memory:`` keeps it until the process ends.

    :raises StoreError: if the file cannot be opened, or another process has it.
    """

    def __init__(self, path: Path | str) -> None:
        try:
            self._db = sqlite3.connect(path, timeout=WAIT_FOR_LOCK, isolation_level=None)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")  # two brokers on one file would lose messages
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")  # safe when the process dies, not when the power fails
            self._db.executescript(SCHEMA)
            self._add_columns()
        except sqlite3.Error as error:
            message = f"cannot use the database {path}: {error}"
            raise StoreError(message) from error
        self._in_transaction = False

    def put_queue(self, queue: "Queue") -> None:
        """Keep a queue's properties and its last sequence number."""
        times = (queue.created_at, queue.updated_at, queue.accessed_at)
        self._write(PUT_QUEUE, queue.key, _encode(queue.properties), queue.last_sequence_number, *times)

    def delete_queue(self, queue: "Queue") -> None:
        """Forget a queue and all that belongs to it."""
        self._write("DELETE FROM queue WHERE name = ?", queue.key)
        self._write("DELETE FROM message WHERE queue = ?", queue.key)
        self._write("DELETE FROM message_id WHERE queue = ?", queue.key)

    def put(self, message: Message) -> None:
        """Keep a message where it is now."""
        queue, is_dead_letter = _place(message)
        self._write(
            PUT_MESSAGE,
            queue,
            message.sequence_number,
            is_dead_letter,
            message.state,
            message.delivery_count,
            message.enqueued_at,
            message.scheduled_for,
            message.expires_at,
            message.encode_as_sent(),
            message.first_sequence_number,
        )

    def update(self, message: Message) -> None:
        """Keep a message's new state and delivery count."""
        queue, _ = _place(message)
        self._write(
            "UPDATE message SET state = ?, delivery_count = ?, scheduled_for = ?"
            " WHERE queue = ? AND sequence_number = ?",
            message.state,
            message.delivery_count,
            message.scheduled_for,
            queue,
            message.sequence_number,
        )

    def delete(self, message: Message) -> None:
        """Forget a message."""
        queue, _ = _place(message)
        self._write("DELETE FROM message WHERE queue = ? AND sequence_number = ?", queue, message.sequence_number)

    def put_message_id(self, queue: "Queue", message_id: str, seen_at: int) -> None:
        """Keep a message id for duplicate detection."""
        self._write("INSERT OR REPLACE INTO message_id VALUES (?, ?, ?)", queue.key, message_id, seen_at)

    def commit(self) -> None:
        """Put on disk what was written since the last commit."""
        if self._in_transaction:
            self._db.execute("COMMIT")
            self._in_transaction = False

    def close(self) -> None:
        """Commit, and close the file."""
        self.commit()
        self._db.close()

    def load(self, broker: "Broker", now: int) -> None:
        """Bring back what was kept into the broker's queues.

        A queue that the broker has already keeps the properties it has. Locks are not
        kept: what was locked is ready again.
        """
        query = "SELECT name, properties, last_sequence_number, created_at, updated_at, accessed_at FROM queue"
        for key, properties, last_sequence_number, *times in self._db.execute(query).fetchall():
            queue = broker.queues.get(key) or broker.add(QueueProperties(**json.loads(properties)))
            queue.last_sequence_number = max(queue.last_sequence_number, last_sequence_number)
            queue.created_at, queue.updated_at, queue.accessed_at = (time or now for time in times)
        for queue in broker.queues.values():
            self._load_message_ids(queue, now)
            self._load_messages(queue)
            self.put_queue(queue)

    def _load_message_ids(self, queue: "Queue", now: int) -> None:
        oldest = now - queue.duplicates.window
        self._write("DELETE FROM message_id WHERE queue = ? AND seen_at <= ?", queue.key, oldest)
        query = "SELECT id, seen_at FROM message_id WHERE queue = ? ORDER BY seen_at"
        for message_id, seen_at in self._db.execute(query, (queue.key,)).fetchall():
            queue.duplicates.remember(message_id, seen_at)

    def _load_messages(self, queue: "Queue") -> None:
        for encoded, number, is_dead_letter, *fields in self._db.execute(GET_MESSAGES, (queue.key,)).fetchall():
            state, count, enqueued_at, scheduled_for, expires_at, first_number = fields
            message = Message.parse(encoded)
            message.sequence_number, message.delivery_count, message.enqueued_at = number, count, enqueued_at
            message.state, message.scheduled_for, message.expires_at = State(state), scheduled_for, expires_at
            message.first_sequence_number = first_number or number
            (queue.dead_letter if is_dead_letter else queue.active).restore(message)

    def _add_columns(self) -> None:
        for table, column in ADDED:
            if column not in {row[1] for row in self._db.execute(f"PRAGMA table_info({table})")}:
                self._db.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER")

    def _write(self, statement: str, *values: object) -> None:
        if not self._in_transaction:
            self._db.execute("BEGIN")
            self._in_transaction = True
            # What no acknowledgement waits for (an expired lock, say) is committed soon all the same.
            asyncio.get_running_loop().call_soon(self.commit)
        self._db.execute(statement, values)


@lru_cache(1000)
def _encode(properties: QueueProperties) -> str:
    """Return properties as they are kept; cached, because a queue is kept with each message."""
    return json.dumps(asdict(properties))


def _place(message: Message) -> tuple[str, bool]:
    if message.subqueue is None:
        text = f"message {message.sequence_number} is in no queue"
        raise ValueError(text)
    return message.subqueue.queue.key, message.subqueue.is_dead_letter
