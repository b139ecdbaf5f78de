"""HTTP answers: JSON, and errors as RFC 9457 problem details."""

import json
import logging
from collections.abc import Awaitable, Mapping
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

import azure.functions as func

from cocoon.errors import SettingsError, TransientError

logger = logging.getLogger(__name__)


class ProblemError(Exception):
    """An answer that is an error: its HTTP status, and a sentence that helps."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class BadRequestError(ProblemError):
    """A parameter or the body is wrong; the text names which and says what is allowed."""

    def __init__(self, detail: str) -> None:
        super().__init__(HTTPStatus.BAD_REQUEST, detail)


class NotFoundError(ProblemError):
    """There is nothing of that name."""

    def __init__(self, detail: str) -> None:
        super().__init__(HTTPStatus.NOT_FOUND, detail)


class Unavailable(dict[str, object]):
    """An answer that is whole, but says that something is down: status 503."""


async def respond(answer: Awaitable[Mapping[str, object]]) -> func.HttpResponse:
    """Await an answer and return it as JSON, or the error that it raises as a problem."""
    try:
        body = await answer
        status = HTTPStatus.SERVICE_UNAVAILABLE if isinstance(body, Unavailable) else HTTPStatus.OK
        return func.HttpResponse(_dumps(body), status_code=status, mimetype="application/json")
    except ProblemError as error:
        return problem(error.status, str(error))
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
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return func.HttpResponse(_dumps(body), status_code=status, headers=headers, mimetype="application/problem+json")


def query_parameters(request: func.HttpRequest) -> list[tuple[str, str]]:
    """Return the query's names and values in order.

    ``request.params`` has one value a name: the host joins repeated ones with a comma.
    """
    return parse_qsl(urlsplit(request.url).query, keep_blank_values=True)


def _dumps(body: Mapping[str, object]) -> str:
    return json.dumps(body, ensure_ascii=False, default=_encode)


def _encode(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    message = f"{type(value).__name__} cannot be JSON"
    raise TypeError(message)
