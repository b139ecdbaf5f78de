"""The commands ``python -m local run`` and ``python -m local services``."""

import argparse
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from azure.core.exceptions import AzureError, HttpResponseError
from pymongo.errors import PyMongoError
from rich.console import Console

from cocoon.errors import CocoonError
from cocoon.services.storage_errors import azurite_problem
from local.configuration import Configuration, configure
from local.ending import Ending
from local.host.errors import HostError
from local.process import StackError
from local.run import run
from local.stack import Stack, running

EXPECTED = (StackError, HostError, CocoonError, AzureError, PyMongoError, OSError, ValueError)
REAPED_SECONDS = 0.3  # after which a process that was killed is known to have ended
FULL = 8_000_000  # bytes: with fewer free, servers fail in ways of their own


def main(ending: Ending) -> int:
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
    configuration: Configuration | None = None
    try:
        configuration = configure()
        with running(configuration, ending) as stack:
            ending.watch(stack.check_servers)
            with _said_at_once(stack, ending):
                _describe(stack.configuration, console)
                if arguments.command == "services":
                    console.print("Ctrl-C stops them.")
                    stack.watch()
                else:
                    return _run(stack, arguments.images, console, once=arguments.once)
    except KeyboardInterrupt:
        if ending.trouble:  # it was found while another error was looked into
            _say(ending.trouble)
            return 1
        console.print("Stopped.")
    except _SaidError:
        return 1
    except EXPECTED as error:
        _say((configuration and _full_disk(configuration)) or error)
        return 1
    return 0


class _SaidError(StackError):
    """Trouble of which the person has been told."""


@contextmanager
def _said_at_once(stack: Stack, ending: Ending) -> Iterator[None]:
    """Tell of trouble before the servers are stopped, which takes seconds."""
    try:
        yield
    except KeyboardInterrupt as error:
        if ending.trouble is None:
            raise
        _say(ending.trouble)
        raise _SaidError from error
    except EXPECTED as error:
        ending.begin()  # the watcher must not interrupt what looks for the cause
        _say(_cause(stack, error) or error)
        raise _SaidError from error


def _cause(stack: Stack, error: Exception) -> Exception | None:
    """Return which server has ended, for that is why a client of it has failed; or what else is behind an error."""
    time.sleep(REAPED_SECONDS)
    if full := _full_disk(stack.configuration):
        return full
    try:
        stack.check_servers()
    except StackError as trouble:
        return trouble
    problem = azurite_problem(error) if isinstance(error, HttpResponseError) else None
    return StackError(problem) if problem else None


def _full_disk(configuration: Configuration) -> StackError | None:
    """Return the trouble that a full disk is: servers fail without a word on one."""
    if shutil.disk_usage(configuration.state).free >= FULL:
        return None
    return StackError(
        f"The disk of {configuration.state} is full. Make room, or name a folder on another disk with STATE=..."
    )


def _say(trouble: Exception) -> None:
    print(f"error: {trouble}", file=sys.stderr, flush=True)


def _run(stack: Stack, folder: Path | None, console: Console, *, once: bool) -> int:
    """Label the images, and go on serving unless that is to be done once; return the exit code."""
    host = stack.configuration.host
    stack.start(host)
    console.print(f"  {host.name}: {host.connection_string}")
    result = run(stack, folder, console)
    if once:
        stack.stop()
        print(result.closing_line, flush=True)
        return 1 if result.missing else 0
    print(result.closing_line, flush=True)
    console.print(f"Serving on {host.connection_string} (Ctrl-C stops).", highlight=False)
    stack.watch()
    return 0


def _describe(configuration: Configuration, console: Console) -> None:
    console.print(f"Started (state and logs in {_short(configuration.state)}):")
    for service in configuration.emulators:
        console.print(f"  {service.name}: port {service.port}")
    if configuration.host_note:
        console.print(f"Note: {configuration.host_note}.", soft_wrap=True, highlight=False)


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
