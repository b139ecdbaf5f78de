"""Durability: keys and records in, records out. SQLite only; it does not know the queues.

store      writes that a commit puts on disk, and the records read back
records    a queue, a message and a message id, as rows
schema     tables and statements
"""
