"""Settings for tests, and for emulators that belong to the tests alone."""

import os
import socket
from contextlib import ExitStack
from pathlib import Path

from local.configuration import TEMPLATE
from local.host.app_settings import read_values

REQUIRED = {
    "IMAGES_STORAGE": "UseDevelopmentStorage=true",
    "SERVICE_BUS": "Endpoint=sb://x;SharedAccessKeyName=a;SharedAccessKey=b",
    "MONGODB_URI": "mongodb://x",
}
TEMPLATE_VALUES = read_values(TEMPLATE)
PORT_SETTINGS = ("PORT", "BLOB_PORT", "SERVICE_BUS_PORT", "MONGODB_PORT")
SETTINGS = (*TEMPLATE_VALUES, *PORT_SETTINGS, "STATE")

WITHOUT_TIMERS = {
    f"AzureWebJobs_{name}_Disabled": "true" for name in ("enqueue_on_timer", "watch_queue", "recount_on_timer")
}


def free_ports(count: int) -> list[int]:
    """Return ports that nothing listens on."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]


def embedded_environment(state: Path) -> dict[str, str]:
    """Settings as the template has them, whatever local.settings.json says, on ports of their own."""
    ports = dict(zip(PORT_SETTINGS, map(str, free_ports(len(PORT_SETTINGS))), strict=True))
    return {**os.environ, **TEMPLATE_VALUES, **ports, "STATE": str(state)}
