"""The host as one thing to run: HTTP server, timers and Service Bus receivers on one event loop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from local.host import admin, http_trigger
from local.host.host_json import HostConfig
from local.host.indexing import IndexedFunction
from local.host.invocation import Invoker
from local.host.servicebus_trigger import ServiceBusTrigger
from local.host.timer_trigger import TimerTrigger

HOST = "127.0.0.1"
DRAIN_SECONDS, HTTP_DRAIN_SECONDS = 25.0, 5.0  # together less than the launcher waits

logger = logging.getLogger("host")


async def serve(functions: list[IndexedFunction], config: HostConfig, port: int, stop: asyncio.Event) -> None:
    """Run the functions until ``stop`` is set, then finish what is in flight.

    :raises HostError: if a trigger cannot be set up.
    :raises OSError: if the port is taken.
    """
    invoker = Invoker(config.function_timeout)
    enabled = [function for function in functions if not function.is_disabled]
    timers = {each.name: TimerTrigger(each, invoker) for each in functions if each.trigger.type == "timerTrigger"}
    receivers = [
        ServiceBusTrigger(each, config, invoker) for each in enabled if each.trigger.type == "serviceBusTrigger"
    ]
    runner = await _start_http(functions, timers, config, port, invoker)
    names = {each.name for each in enabled}
    timer_tasks = [asyncio.create_task(timer.run()) for name, timer in timers.items() if name in names]
    receiver_tasks = [asyncio.create_task(receiver.run()) for receiver in receivers]
    print(f"Functions host ready: http://{HOST}:{port}", flush=True)
    await stop.wait()
    for task in timer_tasks:
        task.cancel()
    for receiver in receivers:
        receiver.stop()
    if receiver_tasks:
        await asyncio.wait(receiver_tasks, timeout=DRAIN_SECONDS)
    await runner.cleanup()


async def _start_http(
    functions: list[IndexedFunction], timers: dict[str, TimerTrigger], config: HostConfig, port: int, invoker: Invoker
) -> web.AppRunner:
    app = web.Application(client_max_size=http_trigger.MAX_BODY, middlewares=[_hide_wrong_methods])
    admin.add_routes(app, functions, timers, invoker)
    http_trigger.add_routes(app, functions, config.route_prefix, invoker)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=HTTP_DRAIN_SECONDS)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    return runner


@web.middleware
async def _hide_wrong_methods(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer 404 where a route exists for other methods only, as the real host does."""
    try:
        return await handler(request)
    except web.HTTPMethodNotAllowed as error:
        raise web.HTTPNotFound from error
