"""The host as one thing to run: HTTP server, timers and Service Bus receivers on one event loop."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from local.host import http_trigger
from local.host.admin import AdminRoutes
from local.host.host_json import HostConfig
from local.host.indexing import IndexedFunction
from local.host.invocation import Invoker
from local.host.router import Router
from local.host.servicebus_trigger import ServiceBusTrigger
from local.host.timer_status import TimerStatusFile
from local.host.timer_trigger import TimerTrigger
from local.host.web import LARGEST_HEADERS, LONGEST_REQUEST_LINE, WebApp

HOST = "127.0.0.1"
DRAIN_SECONDS = 10.0  # the real host's time for what is no HTTP, whatever the grace period
HTTP_DRAIN_SECONDS = 30.0
KEEP_ALIVE_SECONDS = 130  # Kestrel's

logger = logging.getLogger("host")


class HttpServer(uvicorn.Server):
    """Leaves the signals to the host."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def serve(
    functions: list[IndexedFunction], config: HostConfig, port: int, stop: asyncio.Event, state: Path
) -> None:
    """Run the functions until ``stop`` is set, then finish what is in flight, in the time that the real host gives.

    :param state: a folder in which to remember when timers fired.
    :raises HostError: if a trigger cannot be set up.
    :raises OSError: if the port is taken.
    """
    invoker = Invoker(config.function_timeout)
    enabled = [function for function in functions if not function.is_disabled]
    status = TimerStatusFile(state / "timers.json")
    timers = {
        each.name: TimerTrigger(each, invoker, status) for each in functions if each.trigger.type == "timerTrigger"
    }
    receivers = [
        ServiceBusTrigger(each, config, invoker) for each in enabled if each.trigger.type == "serviceBusTrigger"
    ]
    handlers = (
        AdminRoutes(functions, timers, invoker).handle,
        http_trigger.make_handler(Router(functions, config.route_prefix), invoker),
    )
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    listening = socket.create_server((HOST, port))
    server = make_http_server(WebApp(handlers, os.environ))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    names = {each.name for each in enabled}
    triggers: list[TimerTrigger | ServiceBusTrigger] = [timer for name, timer in timers.items() if name in names]
    triggers += receivers
    tasks = [asyncio.create_task(trigger.run()) for trigger in triggers]
    print(f"Functions host ready: http://{HOST}:{port}", flush=True)
    await stop.wait()
    for trigger in triggers:
        trigger.stop()
    server.should_exit = True
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=DRAIN_SECONDS)
        for task in late:  # what it holds comes back when its lock ends
            logger.warning("an invocation is cut off %s s after the signal, as by the real host", DRAIN_SECONDS)
            task.cancel()
    await serving


def make_http_server(app: WebApp) -> HttpServer:
    """Return a server that takes what Kestrel takes, and lets the app refuse the rest."""
    return HttpServer(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            loop="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=int(HTTP_DRAIN_SECONDS),
            # The app itself answers 414 and 431, so it must be given what is too long.
            h11_max_incomplete_event_size=4 * (LARGEST_HEADERS + LONGEST_REQUEST_LINE),
        )
    )
