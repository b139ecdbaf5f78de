"""The host's own routes, for tools: ping, status, the functions, and firing one of them.

As in azure-functions-host ``HostController.cs`` and ``FunctionsController.cs``; they ask for no key, as in Core Tools.
"""

import asyncio
import json
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from azure.functions.meta import Datum

from local.host.functions import IndexedFunction
from local.host.invocation import Invoker
from local.host.triggers.message_argument import argument_of
from local.host.triggers.timer import TimerTrigger
from local.host.web.request_response import Request, Response

REASON = "This function was programmatically called via the host APIs."
VERSION = "4.0.0.0"
_FUNCTIONS = "/admin/functions"


class AdminRoutes:
    """Answers requests below ``/admin``; the case of paths and names does not matter."""

    def __init__(self, functions: list[IndexedFunction], timers: dict[str, TimerTrigger], invoker: Invoker) -> None:
        self._functions = {function.name.lower(): function for function in functions}
        self._timers, self._invoker = timers, invoker
        self._running: set[asyncio.Task[None]] = set()
        self._started = time.monotonic()

    async def handle(self, request: Request) -> Response | None:
        """Answer a request to the host itself; return None for others."""
        method, path = request.method.upper(), request.target.path.rstrip("/").lower()
        if path == "/admin/warmup":
            return Response(HTTPStatus.OK)
        if path == "/admin/host/ping" and method in ("GET", "POST"):
            return Response(HTTPStatus.OK)
        if path == "/admin/host/status" and method == "GET":
            uptime = round((time.monotonic() - self._started) * 1000)
            status = {"id": "cocoon-local-host", "state": "Running", "version": VERSION, "processUptime": uptime}
            return _json_response(status)
        if path == _FUNCTIONS and method == "GET":
            return _json_response([_describe(function, request.url) for function in self._functions.values()])
        if path.startswith(f"{_FUNCTIONS}/") and method in ("GET", "POST"):
            function = self._functions.get(path.removeprefix(f"{_FUNCTIONS}/"))
            if function is None:
                return Response(HTTPStatus.NOT_FOUND)
            if method == "GET":
                return _json_response(_describe(function, request.url))
            return self._invoke(function, request)
        return Response(HTTPStatus.NOT_FOUND) if path.startswith("/admin/host/") else None

    def _invoke(self, function: IndexedFunction, request: Request) -> Response:
        if "json" not in request.headers.get("content-type", "").lower():
            return Response(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            text = str(json.loads(request.body)["input"] or "")
        except KeyError:
            text = ""
        except (ValueError, TypeError):
            return Response(HTTPStatus.BAD_REQUEST)
        task = asyncio.ensure_future(self._fire(function, text))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return Response(HTTPStatus.ACCEPTED)

    async def _fire(self, function: IndexedFunction, text: str) -> None:
        """Run a function off its trigger; do nothing for an HTTP function, which is called through its route only."""
        if function.trigger.type == "timerTrigger":
            await self._timers[function.name].invoke_now(REASON)
        elif function.trigger.type == "serviceBusTrigger":
            argument = argument_of(text, {"MessageId": Datum("admin", "string")})
            with suppress(Exception):  # the invoker logs it
                await self._invoker.invoke(function, argument, REASON)


def _describe(function: IndexedFunction, url: str) -> dict[str, Any]:
    base = url.split("/admin", 1)[0]
    bindings = [{name: _json_value(value) for name, value in function.trigger.values.items()}]
    return {
        "name": function.name,
        "href": f"{base}{_FUNCTIONS}/{function.name}",
        "language": "python",
        "isDisabled": function.is_disabled,
        "isDirect": True,
        "isProxy": False,
        "config": {"name": function.name, "bindings": bindings},
    }


def _json_value(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool, list, type(None))) else str(value)


def _json_response(content: object) -> Response:
    body = json.dumps(content, default=str).encode()
    return Response(HTTPStatus.OK, body, {"Content-Type": "application/json; charset=utf-8"})
