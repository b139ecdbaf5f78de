"""The queues of a Config.json, in the format of Microsoft's emulator.

Format: https://learn.microsoft.com/azure/service-bus-messaging/test-locally-with-service-bus-emulator
"""

import json
import logging
from pathlib import Path
from typing import Any, TypeVar

import isodate

from .queues.properties import QueueProperties

DEFAULT_LOCK_DURATION = 60_000
DEFAULT_DUPLICATE_WINDOW = 600_000
DEFAULT_MAX_DELIVERY_COUNT = 10
FOREVER = 10_000 * 86_400_000  # Azure writes "no limit" as the largest .NET time span, 10,675,199 days

T = TypeVar("T")
logger = logging.getLogger(__name__)


class ConfigError(ValueError):
    """The configuration, or a queue's description, cannot be used."""


def read(path: Path) -> list[QueueProperties]:
    """Return the queues of a Config.json.

    :raises ConfigError: naming the file and the error in it.
    """
    try:
        return _queues(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise ConfigError(message) from error
    except ValueError as error:  # invalid JSON, or a ConfigError
        message = f"{path}: {error}"
        raise ConfigError(message) from error


def milliseconds(duration: str) -> int:
    """Return the length of an ISO 8601 duration such as ``PT1M30S``.

    :raises ConfigError: if the text is not a duration, or the duration is not above zero.
    """
    try:
        length = int(isodate.parse_duration(duration, as_timedelta_if_possible=True).total_seconds() * 1000)
    except (isodate.ISO8601Error, AttributeError, OverflowError) as error:
        message = f"{duration!r} is not an ISO 8601 duration such as PT1M"
        raise ConfigError(message) from error
    if length <= 0:
        message = f"{duration!r} is not a duration above zero"
        raise ConfigError(message)
    return length


def limit(length: int | None) -> int | None:
    """Return a length in milliseconds, or ``None`` if it is one that means no limit."""
    return length if length is not None and length < FOREVER else None


def _queues(document: object) -> list[QueueProperties]:
    namespaces = _value(_value(document, "UserConfig", dict, {}), "Namespaces", list, [])
    if not namespaces:
        message = "expected UserConfig.Namespaces[].Queues[], found no namespace"
        raise ConfigError(message)
    queues: dict[str, QueueProperties] = {}
    for namespace in namespaces:
        if _value(namespace, "Topics", list, []):
            logger.warning("topics are left out: the stand-in has queues only")
        for entry in _value(namespace, "Queues", list, []):
            queue = _queue(entry)
            if queue.name.lower() in queues:
                message = f"there are two queues named {queue.name!r}"
                raise ConfigError(message)
            queues[queue.name.lower()] = queue
    for queue in queues.values():
        for destination in filter(None, (queue.forward_to, queue.forward_dead_letters_to)):
            if destination.lower() not in queues:
                message = f"queue {queue.name!r} forwards to {destination!r}, which is no queue of the file"
                raise ConfigError(message)
    return list(queues.values())


def _queue(entry: object) -> QueueProperties:
    name = _value(entry, "Name", str, "").strip("/")
    if not name:
        message = "a queue in UserConfig.Namespaces[].Queues has no Name"
        raise ConfigError(message)
    try:
        return _properties(name, _value(entry, "Properties", dict, {}))
    except ConfigError as error:
        message = f"queue {name!r}: {error}"
        raise ConfigError(message) from error


def _properties(name: str, properties: dict[str, Any]) -> QueueProperties:
    if _value(properties, "RequiresSession", bool, False):
        message = "RequiresSession: the stand-in does not have sessions"
        raise ConfigError(message)
    max_delivery_count = _value(properties, "MaxDeliveryCount", int, DEFAULT_MAX_DELIVERY_COUNT)
    if max_delivery_count < 1:
        message = f"MaxDeliveryCount: {max_delivery_count} is less than 1"
        raise ConfigError(message)
    window = _duration(properties, "DuplicateDetectionHistoryTimeWindow") or DEFAULT_DUPLICATE_WINDOW
    return QueueProperties(
        name=name,
        lock_duration=_duration(properties, "LockDuration") or DEFAULT_LOCK_DURATION,
        max_delivery_count=max_delivery_count,
        duplicate_detection_window=window if _value(properties, "RequiresDuplicateDetection", bool, False) else 0,
        time_to_live=limit(_duration(properties, "DefaultMessageTimeToLive")),
        dead_letter_on_expiration=_value(properties, "DeadLetteringOnMessageExpiration", bool, False),
        forward_to=_value(properties, "ForwardTo", str, "") or None,
        forward_dead_letters_to=_value(properties, "ForwardDeadLetteredMessagesTo", str, "") or None,
    )


def _duration(properties: dict[str, Any], key: str) -> int | None:
    text = _value(properties, key, str, "")
    try:
        return milliseconds(text) if text else None
    except ConfigError as error:
        message = f"{key}: {error}"
        raise ConfigError(message) from error


def _value(mapping: object, key: str, kind: type[T], default: T) -> T:
    """Return a value of a type, or the default if it is left out or null."""
    if not isinstance(mapping, dict):
        message = f"expected an object with {key}, found {mapping!r:.50}"
        raise ConfigError(message)
    value = mapping.get(key)
    if value is None:
        return default
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        message = f"{key}: {value!r:.50} should be of type {kind.__name__}"
        raise ConfigError(message)
    return value
