"""Queues as the management API writes them: ATOM entries with a QueueDescription.

https://learn.microsoft.com/rest/api/servicebus/queues
"""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from .config import (
    DEFAULT_DUPLICATE_WINDOW,
    DEFAULT_LOCK_DURATION,
    DEFAULT_MAX_DELIVERY_COUNT,
    ConfigError,
    limit,
    milliseconds,
)
from .message import State
from .queue import Queue, QueueProperties

NAMESPACE = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"
COUNTS_NAMESPACE = "http://schemas.microsoft.com/netservices/2011/06/servicebus"
ATOM = "http://www.w3.org/2005/Atom"
NO_LIMIT = "P10675199DT2H48M5.4775807S"
EMPTY_FEED = f'<feed xmlns="{ATOM}"><title type="text">Publicly Listed Services</title></feed>'


def namespace() -> str:
    """Describe the namespace."""
    now = _now()
    elements = (
        f"<CreatedTime>{now}</CreatedTime><MessagingSKU>Premium</MessagingSKU><MessagingUnits>1</MessagingUnits>"
        f"<ModifiedTime>{now}</ModifiedTime><Name>localhost</Name><NamespaceType>Messaging</NamespaceType>"
    )
    return _atom_entry("localhost", f'<NamespaceInfo xmlns="{NAMESPACE}">{elements}</NamespaceInfo>')


def feed(queues: list[Queue]) -> str:
    """Describe several queues."""
    return f'<feed xmlns="{ATOM}"><title type="text">Queues</title>{"".join(map(entry, queues))}</feed>'


def read_properties(name: str, description: str) -> QueueProperties:
    """Return what a description sets.

    :raises ConfigError: if it cannot be used.
    """
    try:
        elements = ET.fromstring(description).iter()  # noqa: S314 - only programs of this machine get here
    except ET.ParseError as error:
        message = f"The body is not XML: {error}"
        raise ConfigError(message) from error
    values = {element.tag.rpartition("}")[2]: element.text for element in elements}

    def duration(tag: str) -> int | None:
        text = values.get(tag)
        return milliseconds(text) if text else None

    if values.get("RequiresSession") == "true":
        message = "The stand-in does not have sessions."
        raise ConfigError(message)
    max_delivery_count = values.get("MaxDeliveryCount") or str(DEFAULT_MAX_DELIVERY_COUNT)
    if not max_delivery_count.isdecimal() or int(max_delivery_count) < 1:
        message = f"MaxDeliveryCount cannot be {max_delivery_count!r}."
        raise ConfigError(message)
    window = duration("DuplicateDetectionHistoryTimeWindow") or DEFAULT_DUPLICATE_WINDOW
    return QueueProperties(
        name=name,
        lock_duration=duration("LockDuration") or DEFAULT_LOCK_DURATION,
        max_delivery_count=int(max_delivery_count),
        duplicate_detection_window=window if values.get("RequiresDuplicateDetection") == "true" else 0,
        time_to_live=limit(duration("DefaultMessageTimeToLive")),
        dead_letter_on_expiration=values.get("DeadLetteringOnMessageExpiration") == "true",
    )


def entry(queue: Queue) -> str:
    """Describe a queue, with how many messages are in it."""
    properties, counts = queue.properties, queue.active.messages.counts()
    active, scheduled = counts[State.ACTIVE] + counts[State.DEFERRED], counts[State.SCHEDULED]
    dead = queue.dead_letter.messages.counts().total()
    now = _now()
    description = {  # the SDK reads the elements in this order
        "LockDuration": _duration(properties.lock_duration),
        "MaxSizeInMegabytes": 1024,
        "RequiresDuplicateDetection": _boolean(properties.duplicate_detection_window > 0),
        "RequiresSession": _boolean(False),
        "DefaultMessageTimeToLive": _duration(properties.time_to_live) if properties.time_to_live else NO_LIMIT,
        "DeadLetteringOnMessageExpiration": _boolean(properties.dead_letter_on_expiration),
        "DuplicateDetectionHistoryTimeWindow": _duration(
            properties.duplicate_detection_window or DEFAULT_DUPLICATE_WINDOW
        ),
        "MaxDeliveryCount": properties.max_delivery_count,
        "EnableBatchedOperations": _boolean(True),
        "SizeInBytes": queue.active.messages.size() + queue.dead_letter.messages.size(),
        "MessageCount": active + scheduled + dead,
        "Status": "Active",
        "CreatedAt": now,
        "UpdatedAt": now,
        "AccessedAt": now,
    }
    details = {
        "ActiveMessageCount": active,
        "DeadLetterMessageCount": dead,
        "ScheduledMessageCount": scheduled,
        "TransferMessageCount": 0,
        "TransferDeadLetterMessageCount": 0,
    }
    elements = "".join(f"<{tag}>{value}</{tag}>" for tag, value in description.items())
    count_elements = "".join(f"<d:{tag}>{value}</d:{tag}>" for tag, value in details.items())
    return _atom_entry(
        queue.name,
        f'<QueueDescription xmlns="{NAMESPACE}">{elements}'
        f'<CountDetails xmlns:d="{COUNTS_NAMESPACE}">{count_elements}</CountDetails></QueueDescription>',
    )


def _atom_entry(title: str, content: str) -> str:
    now, title = _now(), escape(title)
    return (
        f'<entry xmlns="{ATOM}"><id>{title}</id><title type="text">{title}</title><published>{now}</published>'
        f'<updated>{now}</updated><content type="application/xml">{content}</content></entry>'
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _duration(length: int) -> str:
    return f"PT{length // 1000}.{length % 1000:03}S"


def _boolean(value: bool) -> str:  # noqa: FBT001 - it is the value, not a switch
    return str(value).lower()
