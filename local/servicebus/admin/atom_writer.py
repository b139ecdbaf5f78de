"""Queues in the form of the management API: ATOM entries with a QueueDescription.

https://learn.microsoft.com/rest/api/servicebus/queues
"""

from datetime import UTC, datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from ..clock import now
from ..config import DEFAULT_DUPLICATE_WINDOW
from ..queues.message import State
from ..queues.properties import MAX_MESSAGE_SIZE
from ..queues.queue import Queue
from .description_reader import NAMESPACE

COUNTS_NAMESPACE = "http://schemas.microsoft.com/netservices/2011/06/servicebus"
ATOM = "http://www.w3.org/2005/Atom"
NO_LIMIT = "P10675199DT2H48M5.4775807S"
EMPTY_FEED = f'<feed xmlns="{ATOM}"><title type="text">Publicly Listed Services</title></feed>'


def namespace(base: str) -> str:
    """Describe the namespace at a base address."""
    at = _time(now())
    elements = (
        f"<CreatedTime>{at}</CreatedTime><MessagingSKU>Premium</MessagingSKU><MessagingUnits>1</MessagingUnits>"
        f"<ModifiedTime>{at}</ModifiedTime><Name>localhost</Name><NamespaceType>Messaging</NamespaceType>"
    )
    return _atom_entry(base, "$namespaceinfo", f'<NamespaceInfo xmlns="{NAMESPACE}">{elements}</NamespaceInfo>')


def feed(queues: list[Queue], base: str) -> str:
    """Describe several queues."""
    entries = "".join(entry(queue, base) for queue in queues)
    return f'<feed xmlns="{ATOM}"><title type="text">Queues</title>{entries}</feed>'


def entry(queue: Queue, base: str) -> str:
    """Describe a queue, with its message counts."""
    properties, counts = queue.properties, queue.active.messages.counts()
    active, scheduled = counts[State.ACTIVE] + counts[State.DEFERRED], counts[State.SCHEDULED]
    dead = queue.dead_letter.messages.counts().total()
    description = {  # the SDKs read the elements in this order
        "LockDuration": _duration(properties.lock_duration),
        "MaxSizeInMegabytes": properties.max_size_in_megabytes,
        "RequiresDuplicateDetection": _boolean(properties.duplicate_detection_window > 0),
        "RequiresSession": _boolean(False),
        "DefaultMessageTimeToLive": _duration(properties.time_to_live),
        "DeadLetteringOnMessageExpiration": _boolean(properties.dead_letter_on_expiration),
        "DuplicateDetectionHistoryTimeWindow": _duration(
            properties.duplicate_detection_window or DEFAULT_DUPLICATE_WINDOW
        ),
        "MaxDeliveryCount": properties.max_delivery_count,
        "EnableBatchedOperations": _boolean(properties.enable_batched_operations),
        "SizeInBytes": queue.size,
        "MessageCount": active + scheduled + dead,
        "AuthorizationRules": properties.authorization_rules or None,  # Node fails on an empty one
        "Status": properties.status,
        "ForwardTo": _text(properties.forward_to),
        "UserMetadata": _text(properties.user_metadata),
        "CreatedAt": _time(queue.created_at),
        "UpdatedAt": _time(queue.updated_at),
        "AccessedAt": _time(queue.accessed_at),
        # Node's client reads the prefix from this element only.
        f'CountDetails xmlns:d="{COUNTS_NAMESPACE}"': _counts(active, dead, scheduled),
        "AutoDeleteOnIdle": _duration(properties.auto_delete_on_idle),
        "EnablePartitioning": _boolean(False),
        "ForwardDeadLetteredMessagesTo": _text(properties.forward_dead_letters_to),
        "EntityAvailabilityStatus": "Available",
        "EnableExpress": _boolean(False),
        "MaxMessageSizeInKilobytes": MAX_MESSAGE_SIZE // 1024,
    }
    elements = "".join(
        f"<{tag}>{value}</{tag.partition(' ')[0]}>" for tag, value in description.items() if value is not None
    )
    content = f'<QueueDescription xmlns="{NAMESPACE}">{elements}</QueueDescription>'
    return _atom_entry(base, queue.name, content, queue.created_at, queue.updated_at)


def _counts(active: int, dead: int, scheduled: int) -> str:
    details = {
        "ActiveMessageCount": active,
        "DeadLetterMessageCount": dead,
        "ScheduledMessageCount": scheduled,
        "TransferMessageCount": 0,
        "TransferDeadLetterMessageCount": 0,
    }
    return "".join(f"<d:{tag}>{value}</d:{tag}>" for tag, value in details.items())


def _atom_entry(base: str, name: str, content: str, created: int | None = None, updated: int | None = None) -> str:
    """Return an entry; its id is a URL, because Node's client takes the queue's name from the path."""
    created, updated = created or now(), updated or now()
    return (
        f'<entry xmlns="{ATOM}"><id>{escape(base)}/{quote(name)}</id><title type="text">{escape(name)}</title>'
        f"<published>{_time(created)}</published><updated>{_time(updated)}</updated>"
        f'<content type="application/xml">{content}</content></entry>'
    )


def _time(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _duration(length: int | None) -> str:
    return f"PT{length // 1000}.{length % 1000:03}S" if length else NO_LIMIT


def _text(value: str | None) -> str | None:
    return escape(value) if value else None


def _boolean(value: bool) -> str:  # noqa: FBT001 - it is the value, not a switch
    return str(value).lower()
