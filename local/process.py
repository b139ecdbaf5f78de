"""Start a server as a process of its own, wait until it answers, and stop it."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from local.services import HOST, Service

START_TIMEOUT = 60.0
STOP_TIMEOUT = 35.0  # the Functions host may drain for 30 s
LOG_TAIL = 20
_PR_SET_PDEATHSIG = 1


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
        with log.open("wb") as output:
            try:
                # In a session of its own, so that Ctrl-C reaches us only and we stop the servers in order.
                self._process = subprocess.Popen(
                    service.command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env=dict(environment),
                    start_new_session=True,
                    preexec_fn=_die_with_parent,  # noqa: PLW1509 - it takes no lock that a thread could hold
                )
            except FileNotFoundError as error:
                raise StackError(f"{service.name} cannot start: {service.command[0]} is not installed") from error

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Wait until the server accepts connections.

        :raises StackError: if it ends, or does not answer in time.
        """
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
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

    def stop(self) -> None:
        """Ask the server to end; make it, if it does not."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, 9)
                self._process.wait()


def _die_with_parent() -> None:
    """Have the kernel end this process when its parent is killed, where the kernel can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


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
