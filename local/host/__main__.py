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
from local.host.server import HOST, serve


def main() -> int:
    """Run until SIGINT or SIGTERM; return the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m local.host", description=__doc__)
    parser.add_argument("--port", type=int, default=7071, help="port on 127.0.0.1")
    port = parser.parse_args().port
    _configure_logging()
    try:
        app_settings.load(Path("local.settings.json"), os.environ)
        config = host_json.read(Path("host.json"))
        functions = indexing.index(os.environ)
        asyncio.run(_run(functions, config, port))
        # The app's clients are never closed: the real worker, too, just ends. asyncio would complain of each.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    except HostError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: cannot listen on {HOST}:{port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


async def _run(functions: list[indexing.IndexedFunction], config: host_json.HostConfig, port: int) -> None:
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    await serve(functions, config, port, stop)


def _configure_logging() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


if __name__ == "__main__":
    sys.exit(main())
