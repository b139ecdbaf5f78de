"""Durability: keys and records in, records out. SQLite only; nothing here knows a queue.

store      writes that a commit puts on disk, and the records read back
records    a queue, a message and a message id, as rows
schema     tables and statements
"""
