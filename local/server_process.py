"""A server as a child process: start it, wait until it answers, stop it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from local.errors import StackError
from local.services import HOST, Service

START_TIMEOUT = 60.0
STOP_TIMEOUT = 35.0  # the Functions host may drain for 30 s
LOG_TAIL = 20
WRAPPER = Path(__file__).parent / "parent_death_signal.py"


class ServerProcess:
    """A running server; its output goes to a log file."""

    def __init__(self, service: Service, log: Path, environment: Mapping[str, str]) -> None:
        """Start the server.

        :raises StackError: if its port is taken or its program is missing.
        """
        self.service, self._log = service, log
        _check_port_is_free(service)
        if shutil.which(service.command[0], path=environment.get("PATH")) is None:
            raise StackError(f"{service.name} cannot start: {service.command[0]} is not installed")
        with log.open("wb") as output:
            # A new session keeps the terminal's Ctrl-C from the servers: the launcher stops them in order.
            self._process = subprocess.Popen(
                (sys.executable, "-ISB", str(WRAPPER), str(os.getpid()), *service.command),
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

        :param check: called at every attempt; raises to stop waiting.
        :raises StackError: if the server ends or does not answer in time.
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
        """Check that the server is still running.

        :raises StackError: with the end of its log, if it has ended.
        """
        code = self._process.poll()
        if code is not None:
            tail = "\n".join(self._log.read_text(errors="replace").splitlines()[-LOG_TAIL:])
            raise StackError(f"{self.service.name} ended with exit code {code}; its log {self._log} ends:\n{tail}")

    def kill(self) -> None:
        """Kill the server."""
        self._process.kill()
        self._process.wait()

    def terminate(self) -> None:
        """Ask the server to end, if it is running."""
        if self._process.poll() is None:
            self._process.terminate()

    def stop(self, timeout: float = STOP_TIMEOUT) -> None:
        """Ask the server to end, and kill it after ``timeout`` seconds."""
        self.terminate()
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _check_port_is_free(service: Service) -> None:
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
