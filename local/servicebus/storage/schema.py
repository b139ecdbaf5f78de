"""The tables, and the statements that fill and read them; columns stand in the order of the records' fields."""

TABLES = """
CREATE TABLE IF NOT EXISTS queue (name TEXT PRIMARY KEY, properties TEXT, last_sequence_number INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS message (
    queue TEXT, sequence_number INTEGER, is_dead_letter INTEGER, state INTEGER, delivery_count INTEGER,
    enqueued_at INTEGER, scheduled_for INTEGER, expires_at INTEGER, encoded BLOB,
    PRIMARY KEY (queue, sequence_number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS message_id (
    queue TEXT, id TEXT, seen_at INTEGER, PRIMARY KEY (queue, id)) WITHOUT ROWID;
"""

ADDED_COLUMNS = (  # a file of an earlier version lacks them
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

GET_QUEUES = "SELECT name, properties, last_sequence_number, created_at, updated_at, accessed_at FROM queue"

DELETE_QUEUE = (
    "DELETE FROM queue WHERE name = ?",
    "DELETE FROM message WHERE queue = ?",
    "DELETE FROM message_id WHERE queue = ?",
)

PUT_MESSAGE = """
INSERT OR REPLACE INTO message (queue, sequence_number, is_dead_letter, state, delivery_count, enqueued_at,
    scheduled_for, expires_at, encoded, first_sequence_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

UPDATE_MESSAGE = """
UPDATE message SET state = ?, delivery_count = ?, scheduled_for = ? WHERE queue = ? AND sequence_number = ?
"""

DELETE_MESSAGE = "DELETE FROM message WHERE queue = ? AND sequence_number = ?"

GET_MESSAGES = """
SELECT queue, sequence_number, is_dead_letter, state, delivery_count, enqueued_at, scheduled_for, expires_at, encoded,
    first_sequence_number FROM message WHERE queue = ? ORDER BY sequence_number
"""

PUT_MESSAGE_ID = "INSERT OR REPLACE INTO message_id VALUES (?, ?, ?)"

DELETE_OLD_MESSAGE_IDS = "DELETE FROM message_id WHERE queue = ? AND seen_at <= ?"

GET_MESSAGE_IDS = "SELECT queue, id, seen_at FROM message_id WHERE queue = ? ORDER BY seen_at"
