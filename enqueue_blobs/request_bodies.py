"""Parse the bodies of ``POST /api/enqueue`` and ``POST /api/failures/retry`` (pure)."""

import json
import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cocoon.errors import BadRequestError
from cocoon.records.blob_path import LONGEST_PATH
from cocoon.text import unlistable, unusable

MOST_RETRIED = 10_000  # images in one request, which takes some seconds
MOST_ENQUEUED = 2**63 - 1  # what the number's format in openapi.json holds


@dataclass(frozen=True, slots=True)
class EnqueueRequest:
    """The blobs to enqueue: those below ``prefix``, at most ``limit``.

    ``force`` enqueues blobs that are done already, too; ``dry_run`` counts without sending.
    """

    prefix: str = ""
    force: bool = False
    limit: int | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class RetryRequest:
    """The failures to send again: those below ``prefix``, with one ``code``, or of one ``path``; at most ``limit``."""

    prefix: str = ""
    code: str | None = None
    limit: int = MOST_RETRIED
    path: str | None = None


def parse_enqueue(body: bytes) -> EnqueueRequest:
    """Parse the body of an enqueue request; an empty one asks for all new blobs.

    :raises BadRequestError: naming the wrong field.
    """
    return EnqueueRequest(
        **_fields(body, {"prefix": _prefix, "force": _switch, "limit": _limit(MOST_ENQUEUED), "dry_run": _switch})
    )


def parse_retry(body: bytes) -> RetryRequest:
    """Parse the body of a retry request; an empty one asks for all failures.

    :raises BadRequestError: naming the wrong field.
    """
    fields = _fields(body, {"prefix": _prefix, "code": _code, "limit": _limit(MOST_RETRIED), "path": _path})
    return RetryRequest(**{name: value for name, value in fields.items() if value is not None})


def _fields(body: bytes, rules: Mapping[str, Callable[[object], str | None]]) -> dict[str, Any]:
    """Return the fields of a body. Each is checked by its rule, which returns what the value must be."""
    names = f"{', '.join(list(rules)[:-1])} and {list(rules)[-1]}"
    try:
        fields = json.loads(body or b"{}", parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise BadRequestError(f"The body is not JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise BadRequestError(f"The body must be a JSON object with any of {names}.")
    for name, value in fields.items():
        if name not in rules:
            raise BadRequestError(f"{name} is not known; allowed are {names}.")
        if wanted := rules[name](value):
            raise BadRequestError(f"{name} is {reprlib.repr(value)}; it must be {wanted}.")
    return fields


def _number(text: str) -> float:
    """Read a number with a decimal point or an exponent; 10.0 is a whole number, as in JSON Schema."""
    value = float(text)
    return int(value) if value.is_integer() else value


def _prefix(value: object) -> str | None:
    right = isinstance(value, str) and not unlistable(value) and len(value) <= LONGEST_PATH
    return None if right else f"a string of up to {LONGEST_PATH:,} characters, none of them a control character"


def _path(value: object) -> str | None:
    return None if value is None or (value and _prefix(value) is None) else "the path of a blob, or null"


def _code(value: object) -> str | None:
    right = value is None or (isinstance(value, str) and value and not unusable(value))
    return None if right else "an error code such as image_damaged, or null"


def _switch(value: object) -> str | None:
    return None if isinstance(value, bool) else "true or false"


def _limit(most: int) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        right = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most
        return None if value is None or right else f"a whole number above 0 and up to {most:,}, or null"

    return check
