"""The servers of a local run, started together and stopped in reverse."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.configuration import Configuration
from local.ending import Ending
from local.process import ServerProcess, StackError
from local.services import Service

AT_ONCE_TIMEOUT = 8.0  # seconds


class Stack:
    """The servers that run now."""

    def __init__(self, configuration: Configuration, ending: Ending) -> None:
        self.configuration, self._ending = configuration, ending
        self._running: list[ServerProcess] = []

    def start(self, *servers: Service) -> None:
        """Start servers side by side, and wait until all answer.

        :raises StackError: if one cannot.
        """
        started = []
        for service in servers:
            log = self.configuration.state / "logs" / f"{service.key}.log"
            with self._ending.hold():
                process = ServerProcess(service, log, self.configuration.environment)
                self._running.append(process)
            started.append(process)
        for process in started:
            process.wait_until_ready(self._ending.check)

    def check(self) -> None:
        """Make sure that every server is still running, and that nobody has asked the run to end.

        :raises StackError: naming one that is not.
        """
        self._ending.check()
        self.check_servers()

    def check_servers(self) -> None:
        """Make sure that every server is still running.

        :raises StackError: naming one that is not.
        """
        for process in [*self._running]:
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
        return self._server(key).pid

    def kill(self, key: str) -> None:
        """Kill a server, and let the others go on without it."""
        self._server(key).kill()

    def stop_one(self, key: str) -> None:
        """Stop a server; the others go on without it."""
        self._server(key).stop()

    def restart(self, key: str) -> None:
        """Start a server again, after it was stopped if it runs still."""
        process = self._server(key)
        process.stop()
        self._running.remove(process)
        self.start(process.service)

    def _server(self, key: str) -> ServerProcess:
        return next(process for process in self._running if process.service.key == key)

    def stop_last(self) -> None:
        """Stop the server that was started last."""
        self._running.pop().stop()

    def stop(self) -> None:
        """Stop the servers, the last one first: the host still needs the emulators while it drains."""
        self._ending.begin()
        while self._running:
            self.stop_last()

    def stop_at_once(self) -> None:
        """Stop all servers together, after trouble: the host would wait for the one that has ended.

        What it had in hand comes back to the queue.
        """
        self._ending.begin()
        for process in self._running:
            process.ask_to_end()
        until = time.monotonic() + AT_ONCE_TIMEOUT
        while self._running:
            self._running.pop().stop(max(0.0, until - time.monotonic()))


@contextmanager
def running(configuration: Configuration, ending: Ending | None = None) -> Iterator[Stack]:
    """Give a stack with its emulators started, and stop whatever runs of it in the end.

    :param ending: of a run that hears signals; they are ignored while the servers are stopped.
    """
    ending = ending or Ending()
    stack = Stack(configuration, ending)
    with _locked(configuration.state):
        try:
            stack.start(*configuration.emulators)
            yield stack
        except BaseException as error:
            if ending.trouble or isinstance(error, StackError):
                stack.stop_at_once()
            raise
        finally:
            stack.stop()


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
