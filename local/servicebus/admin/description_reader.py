"""A QueueDescription, as clients of the management API send it."""

from xml.etree import ElementTree as ET

from ..config import (
    DEFAULT_DUPLICATE_WINDOW,
    DEFAULT_LOCK_DURATION,
    DEFAULT_MAX_DELIVERY_COUNT,
    ConfigError,
    limit,
    milliseconds,
)
from ..queues.properties import MAX_MESSAGE_SIZE, QueueProperties, Status

LONGEST_METADATA = 1024
NAMESPACE = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"
ET.register_namespace("i", "http://www.w3.org/2001/XMLSchema-instance")  # the prefix of i:type, as the clients write it

_MISSING_FEATURES = {  # refused when true
    "RequiresSession": "The stand-in does not have sessions.",
    "EnablePartitioning": "The stand-in does not have partitioned queues; the Premium tier refuses them, too.",
    "EnableExpress": "The stand-in does not have express queues; the Premium tier refuses them, too.",
}


def read_properties(name: str, body: str) -> QueueProperties:
    """Return the properties that a request's body gives a queue.

    :raises ConfigError: if the body describes no queue, or one that the stand-in does not support.
    """
    try:
        root = ET.fromstring(body)  # noqa: S314 - only programs on this machine can connect
    except ET.ParseError as error:
        raise ConfigError(f"The body is not XML: {error}") from error
    description = next((element for element in root.iter() if _tag(element) == "QueueDescription"), None)
    if description is None:
        raise ConfigError("The body has no QueueDescription: the stand-in has queues only, no topics or subscriptions.")
    values = {_tag(element): element.text or "" for element in description}
    for tag, reason in _MISSING_FEATURES.items():
        if _is_true(values, tag):
            raise ConfigError(reason)
    _check_message_size(values)
    window = _duration(values, "DuplicateDetectionHistoryTimeWindow") or DEFAULT_DUPLICATE_WINDOW
    return QueueProperties(
        name=name,
        lock_duration=_duration(values, "LockDuration") or DEFAULT_LOCK_DURATION,
        max_delivery_count=_number(values, "MaxDeliveryCount", DEFAULT_MAX_DELIVERY_COUNT),
        duplicate_detection_window=window if _is_true(values, "RequiresDuplicateDetection") else 0,
        time_to_live=limit(_duration(values, "DefaultMessageTimeToLive")),
        dead_letter_on_expiration=_is_true(values, "DeadLetteringOnMessageExpiration"),
        max_size_in_megabytes=_number(values, "MaxSizeInMegabytes", QueueProperties(name).max_size_in_megabytes),
        status=_status(values.get("Status") or Status.ACTIVE),
        user_metadata=_metadata(values),
        auto_delete_on_idle=limit(_duration(values, "AutoDeleteOnIdle")),
        forward_to=values.get("ForwardTo") or None,
        forward_dead_letters_to=values.get("ForwardDeadLetteredMessagesTo") or None,
        enable_batched_operations=values.get("EnableBatchedOperations", "true") == "true",
        authorization_rules=_authorization_rules(description),
    )


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_true(values: dict[str, str], tag: str) -> bool:
    return values.get(tag, "").strip().lower() == "true"


def _duration(values: dict[str, str], tag: str) -> int | None:
    return milliseconds(values[tag]) if values.get(tag) else None


def _number(values: dict[str, str], tag: str, default: int) -> int:
    text = values.get(tag) or str(default)
    if not (text.isascii() and text.isdecimal()) or int(text) < 1:
        raise ConfigError(f"{tag} cannot be {text!r}.")
    return int(text)


def _status(text: str) -> str:
    if text not in set(Status):
        raise ConfigError(f"Status cannot be {text!r}; it is one of {', '.join(Status)}.")
    return text


def _metadata(values: dict[str, str]) -> str | None:
    text = values.get("UserMetadata")
    if text and len(text) > LONGEST_METADATA:
        raise ConfigError(f"UserMetadata may have {LONGEST_METADATA} characters, not {len(text)}.")
    return text or None


def _check_message_size(values: dict[str, str]) -> None:
    largest = _number(values, "MaxMessageSizeInKilobytes", MAX_MESSAGE_SIZE // 1024)
    if largest > MAX_MESSAGE_SIZE // 1024:
        raise ConfigError(
            f"MaxMessageSizeInKilobytes: the stand-in accepts messages of at most {MAX_MESSAGE_SIZE // 1024} KB."
        )


def _authorization_rules(description: ET.Element) -> str:
    """Return the rules as XML with its own namespace; they are kept for clients only, because any key is accepted."""
    rules = next((element for element in description if _tag(element) == "AuthorizationRules"), None)
    if rules is None:
        return ""
    default = NAMESPACE if rules.tag.startswith("{") else None
    return "".join(ET.tostring(rule, "unicode", default_namespace=default) for rule in rules)
