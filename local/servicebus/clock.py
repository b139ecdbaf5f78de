"""The current time, in the unit of AMQP timestamps and of the database."""

import time


def now() -> int:
    """Return the time in milliseconds since 1970."""
    return int(time.time() * 1000)
