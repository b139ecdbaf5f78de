"""The servers of a local run: started together, watched, stopped in reverse order."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.configuration import Configuration
from local.errors import StackError
from local.server_process import ServerProcess
from local.services import Service
from local.shutdown import Shutdown

TERMINATE_TIMEOUT = 8.0  # seconds


class Stack:
    """The running servers, in the order in which they were started."""

    def __init__(self, configuration: Configuration, shutdown: Shutdown) -> None:
        self.configuration, self._shutdown = configuration, shutdown
        self._running: list[ServerProcess] = []

    def start(self, *servers: Service) -> None:
        """Start servers together, and wait until all of them answer.

        :raises StackError: if one cannot start.
        """
        started = []
        for service in servers:
            log = self.configuration.state / "logs" / f"{service.key}.log"
            with self._shutdown.deferred():
                process = ServerProcess(service, log, self.configuration.environment)
                self._running.append(process)
            started.append(process)
        for process in started:
            process.wait_until_ready(self._shutdown.check)

    def check(self) -> None:
        """Check that every server is still running and that no shutdown was requested.

        :raises StackError: naming a server that has ended.
        :raises KeyboardInterrupt: if a shutdown was requested.
        """
        self._shutdown.check()
        self.check_servers()

    def check_servers(self) -> None:
        """Check that every server is still running.

        :raises StackError: naming a server that has ended.
        """
        for process in [*self._running]:
            process.check()

    def watch(self) -> None:
        """Wait until a server ends or a shutdown is requested.

        :raises StackError: when a server ends.
        """
        while True:
            self.check()
            time.sleep(1)

    def pid_of(self, key: str) -> int:
        """Return the process id of a server."""
        return self._server(key).pid

    def kill(self, key: str) -> None:
        """Kill a server; the others keep running."""
        self._server(key).kill()

    def stop_one(self, key: str) -> None:
        """Stop a server; the others keep running."""
        self._server(key).stop()

    def restart(self, key: str) -> None:
        """Stop a server if it is running, and start it again."""
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
        """Stop the servers in reverse order: the host still needs the emulators while it drains."""
        self._shutdown.begin()
        while self._running:
            self.stop_last()

    def stop_at_once(self) -> None:
        """Stop all servers together after one has ended: the host would wait for that one while it drains.

        The messages that the host was processing return to the queue.
        """
        self._shutdown.begin()
        for process in self._running:
            process.terminate()
        until = time.monotonic() + TERMINATE_TIMEOUT
        while self._running:
            self._running.pop().stop(max(0.0, until - time.monotonic()))


@contextmanager
def running(configuration: Configuration, shutdown: Shutdown | None = None) -> Iterator[Stack]:
    """Yield a stack whose emulators are started; stop every server at the end.

    :param shutdown: of a run that handles signals; they are ignored while the servers are stopped.
    """
    shutdown = shutdown or Shutdown()
    stack = Stack(configuration, shutdown)
    with _locked(configuration.state):
        try:
            stack.start(*configuration.emulators)
            yield stack
        except BaseException as error:
            if shutdown.failure or isinstance(error, StackError):
                stack.stop_at_once()
            raise
        finally:
            stack.stop()


@contextmanager
def _locked(state: Path) -> Iterator[None]:
    """Lock the state folder against a second run.

    :raises StackError: if another run holds the lock.
    """
    with (state / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StackError(f"Another run uses {state}. End it, or give this one another folder: STATE=...") from error
        yield
