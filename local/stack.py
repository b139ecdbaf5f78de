"""The servers of a local run, started together and stopped in reverse."""

import fcntl
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.configuration import Configuration
from local.process import ServerProcess, StackError
from local.services import Service

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stack:
    """The servers that run now."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._running: list[ServerProcess] = []

    def start(self, *servers: Service) -> None:
        """Start servers side by side, and wait until all answer.

        :raises StackError: if one cannot.
        """
        started = []
        for service in servers:
            log = self.configuration.state / "logs" / f"{service.key}.log"
            process = ServerProcess(service, log, self.configuration.environment)
            self._running.append(process)
            started.append(process)
        for process in started:
            process.wait_until_ready()

    def check(self) -> None:
        """Make sure that every server is still running.

        :raises StackError: naming one that is not.
        """
        for process in self._running:
            process.check()

    def watch(self) -> None:
        """Wait for ever.

        :raises StackError: when a server ends.
        """
        while True:
            self.check()
            time.sleep(1)

    def pid_of(self, key: str) -> int:
        """Return the process id of a server."""
        return next(process.pid for process in self._running if process.service.key == key)

    def stop_last(self) -> None:
        """Stop the server that was started last."""
        self._running.pop().stop()

    def stop(self) -> None:
        """Stop the servers, the last one first: the host still needs the emulators while it drains.

        A second Ctrl-C meanwhile must not leave servers behind.
        """
        with _deaf():
            while self._running:
                self.stop_last()


@contextmanager
def running(configuration: Configuration) -> Iterator[Stack]:
    """Give a stack with its emulators started, and stop whatever runs of it in the end."""
    stack = Stack(configuration)
    with _locked(configuration.state):
        try:
            stack.start(*configuration.emulators)
            yield stack
        finally:
            stack.stop()


@contextmanager
def _deaf() -> Iterator[None]:
    """Ignore what asks a process to end; only the main thread can."""
    numbers = SIGNALS if threading.current_thread() is threading.main_thread() else ()
    handlers = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, handlers, strict=True):
            signal.signal(number, handler)


@contextmanager
def _locked(state: Path) -> Iterator[None]:
    """Keep a second run away from the state folder.

    :raises StackError: if another run uses it.
    """
    with (state / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StackError(f"Another run uses {state}. End it, or give this one another folder: STATE=...") from error
        yield
