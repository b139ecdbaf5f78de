"""Limits of a request, as Kestrel has them by default and azure-functions-host 4.1037 for bodies.

Sources: ``KestrelServerLimits.cs`` and ``Http1MessageBody.cs`` of dotnet/aspnetcore.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

LONGEST_REQUEST_LINE = 8192  # MaxRequestLineSize
LARGEST_HEADERS = 32_768  # MaxRequestHeadersTotalSize
MOST_HEADERS = 100  # MaxRequestHeaderCount
LARGEST_BODY = 104_857_600  # the host's default of FUNCTIONS_REQUEST_BODY_SIZE_LIMIT
# MinRequestBodyDataRate: 240 bytes a second after a grace period of 5 s; a slower body is answered with 408.
LEAST_BODY_RATE, BODY_GRACE_SECONDS = 240, 5.0


def refused_status(
    method: str, raw_path: bytes, query: bytes, headers: Sequence[tuple[bytes, bytes]]
) -> HTTPStatus | None:
    """Return the status with which a request line or headers that are too long are refused, else None."""
    # The line has the method, the target, the version, two spaces and its end.
    line = len(method) + len(raw_path) + len(query) + len(" ? HTTP/1.1\r\n")
    if line > LONGEST_REQUEST_LINE:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    size = sum(len(name) + len(value) + len(": \r\n") for name, value in headers)
    if size > LARGEST_HEADERS or len(headers) > MOST_HEADERS:
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    return None


def largest_body(environment: Mapping[str, str]) -> int:
    """Return the limit of a body in bytes."""
    text = environment.get("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "")
    return int(text) if text.isascii() and text.isdecimal() else LARGEST_BODY


def seconds_allowed(received: int) -> float:
    """Return within how many seconds of the first byte the next part must follow ``received`` bytes."""
    return BODY_GRACE_SECONDS + received / LEAST_BODY_RATE
