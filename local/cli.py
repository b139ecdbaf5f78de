"""The commands ``python -m local run`` and ``python -m local services``."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from azure.core.exceptions import AzureError
from pymongo.errors import PyMongoError
from rich.console import Console

from cocoon.errors import CocoonError
from local.configuration import Configuration, configure
from local.errors import StackError
from local.failure_cause import find_cause, full_disk
from local.host.errors import HostError
from local.run import run
from local.shutdown import Shutdown
from local.stack import Stack, running

EXPECTED = (StackError, HostError, CocoonError, AzureError, PyMongoError, OSError, ValueError)


def main(shutdown: Shutdown) -> int:
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
        with running(configuration, shutdown) as stack:
            shutdown.watch(stack.check_servers)
            with _report_at_once(stack, shutdown):
                _describe(stack.configuration, console)
                if arguments.command == "services":
                    console.print("Ctrl-C stops them.")
                    stack.watch()
                else:
                    return _run(stack, arguments.images, console, once=arguments.once)
    except KeyboardInterrupt:
        if shutdown.failure:  # a server ended while the cause of another error was sought
            _print_error(shutdown.failure)
            return 1
        console.print("Stopped.")
    except _ReportedError:
        return 1
    except EXPECTED as error:
        _print_error((configuration and full_disk(configuration)) or error)
        return 1
    return 0


class _ReportedError(StackError):
    """An error that was already printed."""


@contextmanager
def _report_at_once(stack: Stack, shutdown: Shutdown) -> Iterator[None]:
    """Print an error before the servers are stopped, which takes seconds."""
    try:
        yield
    except KeyboardInterrupt as error:
        if shutdown.failure is None:
            raise
        _print_error(shutdown.failure)
        raise _ReportedError from error
    except EXPECTED as error:
        shutdown.begin()  # so that the watching thread does not interrupt the search for the cause
        _print_error(find_cause(stack, error) or error)
        raise _ReportedError from error


def _print_error(error: Exception) -> None:
    print(f"error: {error}", file=sys.stderr, flush=True)


def _run(stack: Stack, folder: Path | None, console: Console, *, once: bool) -> int:
    """Label the images and, unless ``once``, keep serving; return the exit code."""
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
    console.print(f"Started (state and logs in {_relative(configuration.state)}):")
    for service in configuration.emulators:
        console.print(f"  {service.name}: port {service.port}")
    if configuration.host_note:
        console.print(f"Note: {configuration.host_note}.", soft_wrap=True, highlight=False)


def _relative(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
