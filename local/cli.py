"""The commands ``python -m local run`` and ``python -m local services``."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

from azure.core.exceptions import AzureError
from pymongo.errors import PyMongoError
from rich.console import Console

from cocoon.errors import CocoonError
from local.configuration import Configuration, configure
from local.host.errors import HostError
from local.process import StackError
from local.run import run
from local.stack import Stack, running


def main() -> int:
    """Run until stopped; return the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run_command = commands.add_parser("run", help="label the images, then keep serving")
    run_command.add_argument("--once", action="store_true", help="end when every image is labelled or failed")
    run_command.add_argument("--images", type=Path, help="folder of images to upload (default: the samples)")
    commands.add_parser("services", help="start the emulators only, for 'func start'")
    arguments = parser.parse_args()
    if arguments.command == "run" and arguments.images and not arguments.images.is_dir():
        parser.error(f"{arguments.images} is not a folder")
    console = Console(width=None if sys.stdout.isatty() else 120)
    for end in (signal.SIGTERM, signal.SIGHUP):  # SIGHUP: the terminal was closed
        signal.signal(end, _interrupt)
    try:
        with running(configure()) as stack:
            _describe(stack.configuration, console)
            if arguments.command == "services":
                console.print("Ctrl-C stops them.")
                stack.watch()
            else:
                _run(stack, arguments.images, console, once=arguments.once)
    except KeyboardInterrupt:
        console.print("Stopped.")
    except (StackError, HostError, CocoonError, AzureError, PyMongoError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _run(stack: Stack, folder: Path | None, console: Console, *, once: bool) -> None:
    host = stack.configuration.host
    stack.start(host)
    console.print(f"  {host.name}: {host.connection_string}")
    closing_line = run(stack, folder, console)
    if once:
        stack.stop()
        print(closing_line, flush=True)
        return
    print(closing_line, flush=True)
    console.print(f"Serving on {host.connection_string} (Ctrl-C stops).", highlight=False)
    stack.watch()


def _describe(configuration: Configuration, console: Console) -> None:
    console.print(f"Started (state and logs in {_short(configuration.state)}):")
    for service in configuration.emulators:
        console.print(f"  {service.name}: port {service.port}")
    if configuration.host_note:
        console.print(f"Note: {configuration.host_note}.", soft_wrap=True, highlight=False)


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
