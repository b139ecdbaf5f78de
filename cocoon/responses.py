"""HTTP answers: JSON, and errors as RFC 9457 problem details."""

import json
import logging
from collections.abc import Awaitable, Mapping
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

import azure.functions as func

from cocoon.errors import ConflictError, ProblemError, SettingsError, TransientError

LONGEST_DETAIL = 1000  # characters: what was sent is not sent back whole

logger = logging.getLogger(__name__)


class Unavailable(dict[str, object]):
    """An answer that is whole, but says that something is down: status 503."""


async def respond(answer: Awaitable[Mapping[str, object]]) -> func.HttpResponse:
    """Await an answer and return it as JSON, or the error that it raises as a problem."""
    try:
        body = await answer
        status = HTTPStatus.SERVICE_UNAVAILABLE if isinstance(body, Unavailable) else HTTPStatus.OK
        return func.HttpResponse(_dumps(body), status_code=status, mimetype="application/json")
    except ProblemError as error:
        headers = {"Retry-After": "60"} if isinstance(error, ConflictError) else None
        return problem(error.status, str(error), headers)
    except TransientError as error:
        logger.warning("answered 503", exc_info=True)
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"Retry-After": "5"})
    except SettingsError:
        logger.exception("answered 500")
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The app's settings are not complete; the log names them.")
    except Exception:
        logger.exception("answered 500")
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "An unexpected error occurred; the log has its details.")


def problem(status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> func.HttpResponse:
    """Return an error as ``application/problem+json``."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail[:LONGEST_DETAIL]}
    return func.HttpResponse(_dumps(body), status_code=status, headers=headers, mimetype="application/problem+json")


def query_parameters(request: func.HttpRequest) -> list[tuple[str, str]]:
    """Return the query's names and values in order.

    ``request.params`` has one value a name: the host joins repeated ones with a comma.
    """
    return parse_qsl(urlsplit(request.url).query, keep_blank_values=True)


def _dumps(body: Mapping[str, object]) -> bytes:
    # What a client sent may hold half of a surrogate pair, which no encoding has.
    return json.dumps(body, ensure_ascii=False, default=_encode).encode(errors="replace")


def _encode(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    message = f"{type(value).__name__} cannot be JSON"
    raise TypeError(message)
