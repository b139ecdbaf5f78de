"""A request on a ``$management`` or ``$cbs`` link, and the reply to it.

https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response
"""

from typing import Any, NamedTuple, TypeVar

from ..amqp import encoding as e
from ..amqp.decoding import decode
from ..amqp.sections import APPLICATION_PROPERTIES, PROPERTIES, VALUE, RawMap, as_text, raw_map, sections
from ..amqp.slices import raw_items
from ..errors import ArgumentError

T = TypeVar("T")


class Arguments:
    """The body of a request: a map of arguments by name.

    Each method raises ArgumentError, naming the argument, if a required one is missing or one has another type.
    """

    def __init__(self, values: dict[Any, Any], encoded: bytes = b"", at: int = 0) -> None:
        self._values, self._encoded, self._at = values, encoded, at

    def value(self, name: str, kind: type[T]) -> T:
        """Return an argument of a type."""
        value = self._values.get(name)
        if not isinstance(value, kind):
            raise ArgumentError(f"The argument {name!r} must be of type {kind.__name__}.")
        return value

    def values(self, name: str, kind: type[T]) -> list[T]:
        """Return an argument that is a list of a type."""
        values = self.value(name, list)
        if not all(isinstance(value, kind) for value in values):
            raise ArgumentError(f"The argument {name!r} must be a list of type {kind.__name__}.")
        return values

    def text(self, name: str) -> str | None:
        """Return an argument that may be left out, as text."""
        return as_text(self._values.get(name))

    def optional(self, name: str) -> object:
        """Return an argument of any type, or None."""
        return self._values.get(name)

    def encoded_map(self, name: str) -> RawMap:
        """Return a map that may be left out, with its values still encoded."""
        if self._values.get(name) is None:
            return {}
        items = raw_items(self._encoded, self._at)
        encoded = dict(zip((decode(key)[0] for key in items[::2]), items[1::2], strict=True))[name]
        return raw_map(encoded, 0, self._values[name])


class Request(NamedTuple):
    """An operation, its arguments, and the request's message id, still encoded, for the reply."""

    operation: str
    arguments: Arguments
    message_id: bytes


def parse(encoded: bytes) -> Request:
    """Read a request.

    :raises DecodeError: if it is not an AMQP message.
    """
    operation, arguments, message_id = "", Arguments({}), e.NULL
    for section in sections(encoded):
        value = decode(encoded, section.value)[0]
        if section.code == PROPERTIES:
            message_id = next(iter(raw_items(encoded, section.value)), e.NULL)
        elif section.code == APPLICATION_PROPERTIES and isinstance(value, dict):
            operation = as_text(value.get("operation")) or ""
        elif section.code == VALUE and isinstance(value, dict):
            arguments = Arguments(value, encoded, section.value)
    return Request(operation, arguments, message_id)


def reply(
    request: Request, status: int, description: str, value: bytes, *, prefix: str = "", condition: str | None = None
) -> bytes:
    """Return the encoded reply; on ``$cbs`` the names of the status begin with ``status-``."""
    code, text = (f"{prefix}code", f"{prefix}description") if prefix else ("statusCode", "statusDescription")
    properties = [(e.string(code), e.integer(status)), (e.string(text), e.string(description))]
    if condition:
        properties.append((e.string("errorCondition"), e.symbol(condition)))
    correlation = e.list_of(*[e.NULL] * 5, request.message_id)
    return b"".join(
        (
            e.described(PROPERTIES, correlation),
            e.described(APPLICATION_PROPERTIES, e.map_of(properties)),
            e.described(VALUE, value),
        )
    )
