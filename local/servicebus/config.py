"""The namespace's queues, as Microsoft's emulator reads them from its Config.json.

Format: https://learn.microsoft.com/azure/service-bus-messaging/test-locally-with-service-bus-emulator
"""

import json
from pathlib import Path
from typing import Any

import isodate

from .queue import QueueProperties

DEFAULT_DUPLICATE_WINDOW = 600_000
FOREVER = 10_000 * 86_400_000  # Azure writes "no limit" as the largest .NET time span, 10,675,199 days


class ConfigError(ValueError):
    """The configuration file cannot be used as it is."""


def read(path: Path) -> list[QueueProperties]:
    """Return the queues of a Config.json.

    :raises ConfigError: naming the file and what is wrong with it.
    """
    try:
        namespaces = json.loads(path.read_text())["UserConfig"]["Namespaces"]
        queues = [queue for namespace in namespaces for queue in namespace.get("Queues", [])]
        return [_queue(queue["Name"], queue.get("Properties", {})) for queue in queues]
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise ConfigError(message) from error
    except KeyError as error:
        message = f"{path}: {error} is missing; expected UserConfig.Namespaces[].Queues[].Name"
        raise ConfigError(message) from error
    except (ValueError, TypeError, AttributeError) as error:
        message = f"{path}: {error}"
        raise ConfigError(message) from error


def milliseconds(duration: str) -> int:
    """Return the length of an ISO 8601 duration such as ``PT1M30S``.

    :raises ConfigError: if it is not one.
    """
    try:
        return int(isodate.parse_duration(duration, as_timedelta_if_possible=True).total_seconds() * 1000)
    except (isodate.ISO8601Error, AttributeError, OverflowError) as error:
        message = f"{duration!r} is not an ISO 8601 duration such as PT1M"
        raise ConfigError(message) from error


def limit(duration: str | None) -> int | None:
    """Return a duration in milliseconds, ``None`` where it stands for no limit."""
    length = milliseconds(duration) if duration else 0
    return length if 0 < length < FOREVER else None


def _queue(name: str, properties: dict[str, Any]) -> QueueProperties:
    if properties.get("RequiresSession"):
        message = f"queue {name!r} requires sessions, which the stand-in does not have"
        raise ConfigError(message)
    window = properties.get("DuplicateDetectionHistoryTimeWindow")
    duplicate_window = milliseconds(window) if window else DEFAULT_DUPLICATE_WINDOW
    return QueueProperties(
        name=name,
        lock_duration=milliseconds(properties.get("LockDuration") or "PT1M"),
        max_delivery_count=int(properties.get("MaxDeliveryCount") or 10),
        duplicate_detection_window=duplicate_window if properties.get("RequiresDuplicateDetection") else 0,
        time_to_live=limit(properties.get("DefaultMessageTimeToLive")),
        dead_letter_on_expiration=bool(properties.get("DeadLetteringOnMessageExpiration")),
    )
