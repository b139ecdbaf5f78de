"""The host's lifecycle: start the HTTP server and the triggers on one event loop, run, drain."""

import asyncio
import logging
import os
import socket
from pathlib import Path

from local.host.admin_routes import AdminRoutes
from local.host.functions import IndexedFunction
from local.host.host_json import HostConfig
from local.host.invocation import Invoker
from local.host.ported.dispatch import Router
from local.host.triggers import http
from local.host.triggers.schedule_status import ScheduleStatusFile
from local.host.triggers.service_bus import ServiceBusTrigger
from local.host.triggers.timer import TimerTrigger
from local.host.web.asgi_app import AsgiApp
from local.host.web.http_server import make_http_server

HOST = "127.0.0.1"
DRAIN_SECONDS = 10.0  # the real host's time for messages and timers, whatever the platform's grace period

logger = logging.getLogger("host")


async def serve(
    functions: list[IndexedFunction], config: HostConfig, port: int, stop: asyncio.Event, state: Path
) -> None:
    """Run the functions until ``stop`` is set; then let those in flight finish, in the time that the real host gives.

    :param state: the folder of the timers' status.
    :raises HostError: if a trigger cannot be set up.
    :raises OSError: if the port is taken.
    """
    invoker = Invoker(config.function_timeout)
    enabled = [function for function in functions if not function.is_disabled]
    statuses = ScheduleStatusFile(state / "timers.json")
    timers = {
        each.name: TimerTrigger(each, invoker, statuses) for each in functions if each.trigger.type == "timerTrigger"
    }
    receivers = [
        ServiceBusTrigger(each, config, invoker) for each in enabled if each.trigger.type == "serviceBusTrigger"
    ]
    handlers = (
        AdminRoutes(functions, timers, invoker).handle,
        http.make_handler(Router(functions, config.route_prefix), invoker),
    )
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    listening = socket.create_server((HOST, port))
    server = make_http_server(AsgiApp(handlers, os.environ))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    triggers: list[TimerTrigger | ServiceBusTrigger] = [timers[each.name] for each in enabled if each.name in timers]
    triggers += receivers
    tasks = [asyncio.create_task(trigger.run()) for trigger in triggers]
    print(f"Functions host ready: http://{HOST}:{port}", flush=True)
    await stop.wait()
    for trigger in triggers:
        trigger.stop()
    server.should_exit = True
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=DRAIN_SECONDS)
        for task in late:  # its messages return to the queue when their locks end
            logger.warning("an invocation is cut off %s s after the signal, as by the real host", DRAIN_SECONDS)
            task.cancel()
    await serving
