"""What a run is asked to do (pure)."""

import json
from dataclasses import dataclass

from cocoon.errors import BadRequestError
from cocoon.text import unusable


@dataclass(frozen=True, slots=True)
class EnqueueRequest:
    """Which blobs to look at.

    ``force`` enqueues also what is done already, ``limit`` bounds how many are enqueued,
    ``dry_run`` counts without sending.
    """

    prefix: str = ""
    force: bool = False
    limit: int | None = None
    dry_run: bool = False


def parse(body: bytes) -> EnqueueRequest:
    """Read the body of a request; an empty one asks for everything that is new.

    :raises BadRequestError: naming the field that is wrong.
    """
    try:
        fields = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        message = f"The body is not JSON: {error}."
        raise BadRequestError(message) from error
    if not isinstance(fields, dict):
        message = "The body must be a JSON object with any of prefix, force, limit and dry_run."
        raise BadRequestError(message)
    for name, value in fields.items():
        _check(name, value)
    return EnqueueRequest(**fields)


def _check(name: str, value: object) -> None:
    if name == "prefix":
        right, wanted = isinstance(value, str) and not unusable(value), "a string without NUL or half surrogates"
    elif name in ("force", "dry_run"):
        right, wanted = isinstance(value, bool), "true or false"
    elif name == "limit":
        whole = isinstance(value, int) and not isinstance(value, bool) and value > 0
        right, wanted = value is None or whole, "a whole number above 0, or null"
    else:
        message = f"{name} is not known; allowed are prefix, force, limit and dry_run."
        raise BadRequestError(message)
    if not right:
        message = f"{name} is {value!r}; it must be {wanted}."
        raise BadRequestError(message)
