"""Queues, messages and message ids in one SQLite file.

Writes gather in a transaction, which ``commit`` ends. The connection commits before it sends any acknowledgement, so
that a killed broker loses nothing that it has acknowledged.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from . import schema
from .records import MessageIdRecord, MessageRecord, QueueRecord

WAIT_FOR_LOCK = 1.0  # seconds: a broker that is just stopping may still have the file


class StoreError(Exception):
    """The database file cannot be used."""


class Store:
    """Keeps records in a file, or in memory (``:memory:``) until the process ends.

    :raises StoreError: if the file cannot be opened, or another process has it.
    """

    def __init__(self, path: Path | str) -> None:
        try:
            self._db = sqlite3.connect(path, timeout=WAIT_FOR_LOCK, isolation_level=None)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")  # two brokers on one file would lose messages
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")  # safe when the process dies, not when the power fails
            self._db.executescript(schema.TABLES)
            self._add_columns()
        except sqlite3.Error as error:
            message = f"cannot use the database {path}: {error}"
            raise StoreError(message) from error
        self._in_transaction = False

    def put_queue(self, record: QueueRecord) -> None:
        """Keep a queue; its last sequence number never goes down."""
        self._write(schema.PUT_QUEUE, *record)

    def delete_queue(self, key: str) -> None:
        """Delete a queue with its messages and message ids."""
        for statement in schema.DELETE_QUEUE:
            self._write(statement, key)

    def put_message(self, record: MessageRecord) -> None:
        """Keep a message, in the place of one with the same queue and sequence number."""
        self._write(schema.PUT_MESSAGE, *record)

    def update_message(
        self, queue: str, sequence_number: int, state: int, delivery_count: int, scheduled_for: int | None
    ) -> None:
        """Keep a message's new state and delivery count."""
        self._write(schema.UPDATE_MESSAGE, state, delivery_count, scheduled_for, queue, sequence_number)

    def delete_message(self, queue: str, sequence_number: int) -> None:
        """Delete a message."""
        self._write(schema.DELETE_MESSAGE, queue, sequence_number)

    def put_message_id(self, record: MessageIdRecord) -> None:
        """Keep a message id for duplicate detection."""
        self._write(schema.PUT_MESSAGE_ID, *record)

    def delete_message_ids(self, queue: str, until: int) -> None:
        """Delete a queue's message ids that were seen at ``until`` or before."""
        self._write(schema.DELETE_OLD_MESSAGE_IDS, queue, until)

    def queues(self) -> Iterator[QueueRecord]:
        """Yield every queue."""
        yield from map(QueueRecord._make, self._db.execute(schema.GET_QUEUES).fetchall())

    def messages(self, queue: str) -> Iterator[MessageRecord]:
        """Yield a queue's messages in the order of their sequence numbers."""
        yield from map(MessageRecord._make, self._db.execute(schema.GET_MESSAGES, (queue,)).fetchall())

    def message_ids(self, queue: str) -> Iterator[MessageIdRecord]:
        """Yield a queue's message ids, the oldest first."""
        yield from map(MessageIdRecord._make, self._db.execute(schema.GET_MESSAGE_IDS, (queue,)).fetchall())

    def commit(self) -> None:
        """Commit what was written since the last commit."""
        if self._in_transaction:
            self._db.execute("COMMIT")
            self._in_transaction = False

    def close(self) -> None:
        """Commit, and close the file."""
        self.commit()
        self._db.close()

    def _add_columns(self) -> None:
        for table, column in schema.ADDED_COLUMNS:
            if column not in {row[1] for row in self._db.execute(f"PRAGMA table_info({table})")}:
                self._db.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER")

    def _write(self, statement: str, *values: object) -> None:
        if not self._in_transaction:
            self._db.execute("BEGIN")
            self._in_transaction = True
            # Commit soon even if no acknowledgement waits for this, as after a lock that has expired.
            asyncio.get_running_loop().call_soon(self.commit)
        self._db.execute(statement, values)
