"""Turn a function that returns an answer, or raises an error, into an HTTP function."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from http import HTTPStatus

import azure.functions as func

from cocoon.errors import ConflictError, ProblemError, SettingsError, TransientError
from cocoon.http.responses import READ_METHODS, Content, json_content, problem, render

NAMES = ("__module__", "__name__", "__qualname__", "__doc__")  # not the annotations: the worker reads the wrapper's

logger = logging.getLogger(__name__)

Handler = Callable[[func.HttpRequest], Awaitable[object]]
HttpFunction = Callable[[func.HttpRequest], Awaitable[func.HttpResponse]]


def endpoint(
    *, cache_control: str = "no-cache", allow: Sequence[str] = READ_METHODS
) -> Callable[[Handler], HttpFunction]:
    """Return a decorator that turns a handler's result into a response, and an error that it raises into a problem.

    A handler returns a mapping or a dataclass, which becomes JSON, or a :class:`Content`.

    :param cache_control: the header of a successful JSON answer. "no-cache" lets clients keep the answer, but they
        must revalidate its ETag each time.
    :param allow: the methods of the resource, for ``OPTIONS``.
    """

    def decorate(handler: Handler) -> HttpFunction:
        @wraps(handler, assigned=NAMES)
        async def function(req: func.HttpRequest) -> func.HttpResponse:
            if req.method == "OPTIONS":
                return render(req, Content(b"", "", {"Allow": ", ".join(allow)}, HTTPStatus.NO_CONTENT))
            return render(req, await _answer(handler, req, cache_control))

        del function.__wrapped__  # otherwise the worker would check the handler's signature
        return function

    return decorate


async def _answer(handler: Handler, req: func.HttpRequest, cache_control: str) -> Content:
    try:
        answer = await handler(req)
        return answer if isinstance(answer, Content) else json_content(answer, cache_control)
    except ProblemError as error:
        headers = {"Retry-After": "60"} if isinstance(error, ConflictError) else {}
        return problem(error.status, str(error), headers, error.members)
    except TransientError as error:
        logger.warning("answered 503", exc_info=True)
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"Retry-After": "5"})
    except SettingsError:
        logger.exception("answered 500")
        return _internal_error("The app's settings are not complete; the log names them.")
    except Exception:
        logger.exception("answered 500")
        return _internal_error("An unexpected error occurred; the log has its details.")


def _internal_error(detail: str) -> Content:
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail, {})
