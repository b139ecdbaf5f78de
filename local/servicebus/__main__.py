"""Run the stand-in for Azure Service Bus queues on loopback."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

from .config import ConfigError
from .server import Server
from .storage.store import StoreError

MAX_PORT = 65535


def main() -> int:
    """Serve until SIGINT or SIGTERM; return the process's exit code."""
    parser = argparse.ArgumentParser(prog=f"python -m {__package__}", description=__doc__)
    parser.add_argument("--port", type=_port, default=5672, help="port on 127.0.0.1 for AMQP and the management API")
    parser.add_argument("--config", type=Path, help="Config.json of Microsoft's emulator, with the queues")
    parser.add_argument("--db", type=Path, help="SQLite file for queues and messages (default: in memory)")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        asyncio.run(_serve(Server(arguments.port, arguments.config, arguments.db or ":memory:")))
    except ConfigError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except StoreError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: cannot listen on 127.0.0.1:{arguments.port}: {os.strerror(error.errno or 0)}", file=sys.stderr)
        return 1
    return 0


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > MAX_PORT:
        message = f"{text!r} is not a port number"
        raise argparse.ArgumentTypeError(message)
    return int(text)


async def _serve(server: Server) -> None:
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    async with server:
        print(f"Service Bus stand-in ready: {server.connection_string}", flush=True)
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
