"""The servers of a local run, started together and stopped in reverse."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from local.configuration import Configuration
from local.process import ServerProcess
from local.services import Service


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
        """Stop the servers, the last one first: the host still needs the emulators while it drains."""
        while self._running:
            self.stop_last()


@contextmanager
def running(configuration: Configuration) -> Iterator[Stack]:
    """Give a stack with its emulators started, and stop whatever runs of it in the end."""
    stack = Stack(configuration)
    try:
        stack.start(*configuration.emulators)
        yield stack
    finally:
        stack.stop()
