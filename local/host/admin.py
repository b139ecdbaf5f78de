"""The host's own routes: status, and firing a function that has no route."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web
from azure.functions.meta import Datum

from local.host.indexing import IndexedFunction
from local.host.invocation import Invoker
from local.host.servicebus_message import argument_of
from local.host.timer_trigger import TimerTrigger


def add_routes(
    app: web.Application, functions: list[IndexedFunction], timers: dict[str, TimerTrigger], invoker: Invoker
) -> None:
    """Serve ``/admin/host/status``, ``/admin/functions`` and ``POST /admin/functions/{name}``."""
    by_name = {function.name.lower(): function for function in functions}
    running: set[asyncio.Task[None]] = set()

    async def status(_request: web.Request) -> web.Response:
        return web.json_response({"state": "Running", "id": "cocoon-local-host"})

    async def list_functions(_request: web.Request) -> web.Response:
        described = [
            {"name": function.name, "isDisabled": function.is_disabled, "config": {"bindings": [_describe(function)]}}
            for function in functions
        ]
        return web.json_response(described)

    async def invoke(request: web.Request) -> web.Response:
        function = by_name.get(request.match_info["name"].lower())
        if function is None or function.trigger.type == "httpTrigger":
            return web.Response(status=404, text="No function of that name without an HTTP trigger.")
        try:
            content = json.loads(await request.read() or b"{}")
            start = _starter(function, timers, invoker, str(content.get("input") or ""))
        except (ValueError, AttributeError):
            return web.Response(status=400, text='The body must be a JSON object such as {"input": "..."}.')
        task = asyncio.create_task(start())
        running.add(task)
        task.add_done_callback(running.discard)
        return web.Response(status=202)

    app.router.add_get("/admin/host/status", status)
    app.router.add_get("/admin/functions", list_functions)
    app.router.add_post("/admin/functions/{name}", invoke)


def _starter(
    function: IndexedFunction, timers: dict[str, TimerTrigger], invoker: Invoker, body: str
) -> Callable[[], "asyncio._CoroutineLike[None]"]:
    reason = "This function was programmatically called via the host APIs."

    async def fire_timer() -> None:
        await timers[function.name].fire(reason, past_due=False)

    async def send_message() -> None:
        with suppress(Exception):  # logged by the invoker
            await invoker.invoke(function, argument_of(body.encode(), {"MessageId": Datum("admin", "string")}), reason)

    return fire_timer if function.trigger.type == "timerTrigger" else send_message


def _describe(function: IndexedFunction) -> dict[str, object]:
    return {name: str(value) for name, value in function.trigger.values.items()}
