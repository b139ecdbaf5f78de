"""Start a server as a process of its own, wait until it answers, and stop it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from local.services import HOST, Service

START_TIMEOUT = 60.0
STOP_TIMEOUT = 35.0  # the Functions host may drain for 30 s
LOG_TAIL = 20
WITH_PARENT = Path(__file__).parent / "with_parent.py"


class StackError(Exception):
    """The stack cannot start or go on; the text says what a person can do."""


class ServerProcess:
    """A running server; what it prints goes to a log file."""

    def __init__(self, service: Service, log: Path, environment: Mapping[str, str]) -> None:
        """Start it.

        :raises StackError: if its port is taken, or its program is missing.
        """
        self.service, self._log = service, log
        _expect_free(service)
        if shutil.which(service.command[0], path=environment.get("PATH")) is None:
            raise StackError(f"{service.name} cannot start: {service.command[0]} is not installed")
        with log.open("wb") as output:
            # In a session of its own, so that Ctrl-C reaches us only and we stop the servers in order.
            self._process = subprocess.Popen(
                (sys.executable, "-ISB", str(WITH_PARENT), str(os.getpid()), *service.command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def wait_until_ready(self, check: Callable[[], None] = lambda: None) -> None:
        """Wait until the server accepts connections.

        :param check: called at every look, to raise if nobody waits any more.
        :raises StackError: if it ends, or does not answer in time.
        """
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            check()
            self.check()
            try:
                socket.create_connection((HOST, self.service.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise StackError(f"{self.service.name} did not answer within {START_TIMEOUT:g} s; see {self._log}")

    def check(self) -> None:
        """Make sure that the server is still running.

        :raises StackError: with the end of its log, if it is not.
        """
        code = self._process.poll()
        if code is not None:
            tail = "\n".join(self._log.read_text(errors="replace").splitlines()[-LOG_TAIL:])
            raise StackError(f"{self.service.name} ended with exit code {code}; its log {self._log} ends:\n{tail}")

    def kill(self) -> None:
        """Kill the server."""
        self._process.kill()
        self._process.wait()

    def ask_to_end(self) -> None:
        """Ask the server to end."""
        if self._process.poll() is None:
            self._process.terminate()

    def stop(self, timeout: float = STOP_TIMEOUT) -> None:
        """Ask the server to end; make it, if it does not within the timeout, in seconds."""
        self.ask_to_end()
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _expect_free(service: Service) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, service.port))
        except OSError as error:
            own = f", or put the address of your own into {service.setting}" if service.setting else ""
            raise StackError(
                f"{service.name} cannot start: port {service.port} of {HOST} is taken. End what uses it, choose "
                f"another port, for example {service.port_setting}={service.port + 1}{own}."
            ) from error
