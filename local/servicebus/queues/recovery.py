"""Queues and messages brought back from the store when the broker starts."""

from ..storage.records import MessageRecord
from .broker import Broker
from .message import Message, State
from .message_format import parse
from .properties import decode_properties
from .queue import Queue


def restore(broker: Broker, at: int) -> None:
    """Bring back the queues and messages that the broker's store has; ``at`` is the current time.

    A queue that the broker has already keeps its properties. Locks are not stored: a message that was locked is ready
    again.
    """
    for record in broker.store.queues():
        queue = broker.queues.get(record.key) or broker.add(decode_properties(record.properties))
        queue.last_sequence_number = max(queue.last_sequence_number, record.last_sequence_number)
        times = (record.created_at, record.updated_at, record.accessed_at)
        queue.created_at, queue.updated_at, queue.accessed_at = (time or at for time in times)
    for queue in broker.queues.values():
        _restore_message_ids(broker, queue, at)
        for message_record in broker.store.messages(queue.key):
            subqueue = queue.dead_letter if message_record.is_dead_letter else queue.active
            subqueue.restore(_message(message_record))
        queue.save()


def _restore_message_ids(broker: Broker, queue: Queue, at: int) -> None:
    broker.store.delete_message_ids(queue.key, until=at - queue.duplicates.window)
    for record in broker.store.message_ids(queue.key):
        queue.duplicates.remember(record.message_id, record.seen_at)


def _message(record: MessageRecord) -> Message:
    message = parse(record.encoded)
    message.sequence_number, message.delivery_count = record.sequence_number, record.delivery_count
    message.state, message.enqueued_at = State(record.state), record.enqueued_at
    message.scheduled_for, message.expires_at = record.scheduled_for, record.expires_at
    message.first_sequence_number = record.first_sequence_number or record.sequence_number
    return message
