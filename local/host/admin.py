"""The host's own routes, which tools ask: ping, status, the functions, and firing one of them.

As in azure-functions-host ``HostController.cs`` and ``FunctionsController.cs``; no key is needed, as in Core Tools.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from azure.functions.meta import Datum

from local.host.indexing import IndexedFunction
from local.host.invocation import Invoker
from local.host.servicebus_message import argument_of
from local.host.timer_trigger import TimerTrigger
from local.host.web import Request, Response

REASON = "This function was programmatically called via the host APIs."
VERSION = "4.0.0.0"
_FUNCTIONS = "/admin/functions"


class AdminRoutes:
    """Answers what begins with ``/admin``; names and paths in any case."""

    def __init__(self, functions: list[IndexedFunction], timers: dict[str, TimerTrigger], invoker: Invoker) -> None:
        self._functions = {function.name.lower(): function for function in functions}
        self._timers, self._invoker = timers, invoker
        self._running: set[asyncio.Task[None]] = set()
        self._started = time.monotonic()

    async def handle(self, request: Request) -> Response | None:
        """Answer a request to the host itself, or leave it to others."""
        method, path = request.method.upper(), request.target.path.rstrip("/").lower()
        if path == "/admin/warmup":
            return Response(HTTPStatus.OK)
        if path == "/admin/host/ping" and method in ("GET", "POST"):
            return Response(HTTPStatus.OK)
        if path == "/admin/host/status" and method == "GET":
            uptime = round((time.monotonic() - self._started) * 1000)
            status = {"id": "cocoon-local-host", "state": "Running", "version": VERSION, "processUptime": uptime}
            return _json(status)
        if path == _FUNCTIONS and method == "GET":
            return _json([_describe(function, request.url) for function in self._functions.values()])
        if path.startswith(f"{_FUNCTIONS}/") and method in ("GET", "POST"):
            function = self._functions.get(path.removeprefix(f"{_FUNCTIONS}/"))
            if function is None:
                return Response(HTTPStatus.NOT_FOUND)
            return _json(_describe(function, request.url)) if method == "GET" else self._invoke(function, request)
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
        start = self._starter(function, text)
        if start:
            task = asyncio.ensure_future(start())
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return Response(HTTPStatus.ACCEPTED)

    def _starter(self, function: IndexedFunction, text: str) -> Callable[[], Awaitable[None]] | None:
        """Return what runs a function; an HTTP function is called by its route alone, though the host says 202."""

        async def fire_timer() -> None:
            await self._timers[function.name].call(REASON)

        async def send_message() -> None:
            argument = argument_of(text, {"MessageId": Datum("admin", "string")})
            with suppress(Exception):  # logged by the invoker
                await self._invoker.invoke(function, argument, REASON)

        starters = {"timerTrigger": fire_timer, "serviceBusTrigger": send_message}
        return starters.get(function.trigger.type)


def _describe(function: IndexedFunction, url: str) -> dict[str, Any]:
    base = url.split("/admin", 1)[0]
    bindings = [{name: _plain(value) for name, value in function.trigger.values.items()}]
    return {
        "name": function.name,
        "href": f"{base}{_FUNCTIONS}/{function.name}",
        "language": "python",
        "isDisabled": function.is_disabled,
        "isDirect": True,
        "isProxy": False,
        "config": {"name": function.name, "bindings": bindings},
    }


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool, list, type(None))) else str(value)


def _json(content: object) -> Response:
    body = json.dumps(content, default=str).encode()
    return Response(HTTPStatus.OK, body, {"Content-Type": "application/json; charset=utf-8"})
