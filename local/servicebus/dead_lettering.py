"""Where dead messages go: to the dead-letter queue, or to the queue that ForwardDeadLetteredMessagesTo names."""

from typing import TYPE_CHECKING

from .amqp import encoding as e
from .forwarding import ForwardingError, forward
from .message import DEAD_LETTER_SOURCE, Message

if TYPE_CHECKING:
    from .subqueue import SubQueue


def bury(message: Message, source: "SubQueue", reason: str | None, description: str | None) -> None:
    """Put a message that was taken out of ``source`` where its dead messages go, with the reason."""
    message.note_dead_letter(reason, description)
    queue = source.queue
    address = queue.properties.forward_dead_letters_to
    if address and not source.is_dead_letter:
        message.annotations[DEAD_LETTER_SOURCE] = e.string(queue.name)
        try:
            forward(message, queue, address)
        except ForwardingError as error:
            message.note_dead_letter(error.reason, str(error))
        else:
            return
    queue.dead_letter.put(message)
    queue.dead_letter.pump()
