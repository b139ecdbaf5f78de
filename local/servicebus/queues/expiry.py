"""When a message expires: by its sender's time to live, limited by its queue's."""

from ..amqp import encoding as e
from ..amqp.properties_section import ABSOLUTE_EXPIRY_TIME, with_field
from .message import MAX_TIME_TO_LIVE, Message


def set_expiry(message: Message, longest: int | None) -> None:
    """Set the time at which a message that was just enqueued expires.

    A time to live that the queue shortens is written where clients read it: in the header, and in absolute-expiry-time.

    :param longest: the queue's limit in milliseconds, if it has one.
    """
    requested = _requested(message)
    lives = [life for life in (requested, longest) if life]
    if not lives:
        return
    life = min(lives)
    if message.absolute_expiry is not None and life != requested:
        begin = message.enqueued_at if message.created_at is None else message.created_at
        message.absolute_expiry = begin + life
        expiry = e.timestamp(message.absolute_expiry)
        message.properties = with_field(message.properties, ABSOLUTE_EXPIRY_TIME, expiry)
    message.time_to_live = min(life, MAX_TIME_TO_LIVE)
    message.expires_at = message.enqueued_at + life


def _requested(message: Message) -> int | None:
    """Return the sender's time to live; if the header cannot hold it, the difference of the two times in properties."""
    if (
        message.time_to_live == MAX_TIME_TO_LIVE
        and message.absolute_expiry is not None
        and message.created_at is not None
    ):
        return max(message.time_to_live, message.absolute_expiry - message.created_at)
    return message.time_to_live
