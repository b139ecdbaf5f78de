"""HTTP triggers, served by aiohttp."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import azure.functions as func
from aiohttp import web
from azure.functions.meta import Datum

from local.host.errors import HostError
from local.host.indexing import IndexedFunction
from local.host.invocation import Invoker
from local.host.validation import ALL_METHODS

MAX_BODY = 100 * 1024 * 1024  # the real host's limit
_PARAMETER = re.compile(r"\{(\*{0,2})([A-Za-z_]\w*)(:[^}?]*)?(\?)?\}")
_CONSTRAINTS = {None: "[^/]+", ":int": r"-?\d+", ":alpha": "[A-Za-z]+"}


def add_routes(app: web.Application, functions: list[IndexedFunction], prefix: str, invoker: Invoker) -> None:
    """Serve the HTTP functions below the route prefix."""
    for function in functions:
        if function.trigger.type == "httpTrigger" and not function.is_disabled:
            for method in function.trigger.values.get("methods") or ALL_METHODS:
                app.router.add_route(str(method).upper(), path_of(function, prefix), _handler(function, invoker))


def path_of(function: IndexedFunction, prefix: str) -> str:
    """Return the aiohttp path of a function's route, whose template is ASP.NET's.

    :raises HostError: if the template uses what this host does not know.
    """
    route = str(function.trigger.values.get("route") or function.name).strip("/")

    def parameter(match: re.Match[str]) -> str:
        stars, name, constraint, optional = match.groups()
        if optional and match[0] == route:
            return f"{{{name}:[^/]*}}"
        if optional or constraint not in _CONSTRAINTS:
            raise HostError(f"Function '{function.name}': this host does not know the route part {match[0]!r}")
        return f"{{{name}:[\\s\\S]*}}" if stars else f"{{{name}:{_CONSTRAINTS[constraint]}}}"

    return "/" + "/".join(part for part in (prefix, _PARAMETER.sub(parameter, route)) if part)


def _handler(function: IndexedFunction, invoker: Invoker) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        argument = func.get_binding_registry().get("httpTrigger").decode(await _datum(request), trigger_metadata={})
        try:
            result = await invoker.invoke(function, argument, "This function was programmatically called via the host")
        except Exception:  # noqa: BLE001 - logged by the invoker; the real host, too, answers an empty 500
            return web.Response(status=500)
        return _response(result)

    return handle


async def _datum(request: web.Request) -> Datum:
    """Describe a request as the host describes it to the worker."""
    query = {name: ",".join(request.query.getall(name)) for name in request.query}
    fields: dict[str, Any] = {
        "method": Datum(request.method, "string"),
        "url": Datum(str(request.url), "string"),
        "headers": {name.lower(): Datum(value, "string") for name, value in request.headers.items()},
        "query": {name: Datum(value, "string") for name, value in query.items()},
        "params": {name: Datum(value, "string") for name, value in request.match_info.items() if value},
        "body": Datum(await request.read(), "bytes"),
    }
    return Datum(fields, "http")


def _response(result: func.HttpResponse | str | None) -> web.Response:
    if result is None:
        return web.Response(status=204)
    if isinstance(result, str):
        return web.Response(text=result)
    headers = dict(result.headers.items())
    if not any(name.lower() == "content-type" for name in headers):
        charset = f"; charset={result.charset}" if result.mimetype.startswith("text/") else ""
        headers["Content-Type"] = f"{result.mimetype}{charset}"
    return web.Response(status=result.status_code, headers=headers, body=result.get_body())
