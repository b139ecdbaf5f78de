"""A request as handlers receive it, and the response that they return."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from local.host.ported.request_target import Target


@dataclass(frozen=True, slots=True)
class Request:
    """A request with its whole body.

    :ivar headers: values by name in lower case; repeated headers are joined by commas.
    """

    method: str
    target: Target
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """A response; it is sent in chunks and without a length, as the real host sends it."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Request], Awaitable[Response | None]]
"""Answers a request, or returns None to leave it to the next handler."""
