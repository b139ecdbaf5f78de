"""Run the app in the current folder: ``python -m local.host --port 7071``."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

from local.host import app_settings, host_json, indexing
from local.host.errors import HostError
from local.host.functions import IndexedFunction
from local.host.lifecycle import HOST, serve

logger = logging.getLogger("host")


def main() -> int:
    """Run until SIGINT or SIGTERM; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m local.host", description=__doc__)
    parser.add_argument("--port", type=int, default=7071, help="port on 127.0.0.1")
    parser.add_argument("--state", type=Path, default=Path(".local"), help="folder for the timers' status")
    parser.add_argument("--strict", action="store_true", help="exit if a function is refused")
    arguments = parser.parse_args()
    port = arguments.port
    _configure_logging()
    try:
        app_settings.load(Path("local.settings.json"), os.environ)
        config = host_json.read(Path("host.json"))
        index = indexing.index(os.environ)
        _report(index.refused, strict=arguments.strict)
        asyncio.run(_run(index.functions, config, port, arguments.state))
        # The app's clients stay open, as when the real worker exits; asyncio would complain about each.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    except HostError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: cannot listen on {HOST}:{port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


async def _run(functions: list[IndexedFunction], config: host_json.HostConfig, port: int, state: Path) -> None:
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    await serve(functions, config, port, stop, state)


def _report(refused: list[str], *, strict: bool) -> None:
    """Log the functions that are left out.

    :raises HostError: for the first of them, if ``strict``.
    """
    for reason in refused:
        if strict:
            raise HostError(reason)
        logger.error("%s; the function is left out", reason)


def _configure_logging() -> None:
    # Core Tools set this variable, and the worker then sets the root logger to DEBUG.
    level = logging.DEBUG if os.environ.get("PYTHON_ENABLE_DEBUG_LOGGING") == "1" else logging.INFO
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


if __name__ == "__main__":
    sys.exit(main())
