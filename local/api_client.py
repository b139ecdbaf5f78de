"""A client of the app's HTTP API, and of the host's status."""

import json
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from local.errors import StackError
from local.services import Service

TIMEOUT = 600.0  # listing a large container takes long
START_TIMEOUT = 180.0  # Core Tools may have to download their extension bundle first
POLL_SECONDS, POLL_TIMEOUT = 0.1, 30.0
REQUIRED_FUNCTIONS = ("classify_image", "enqueue_on_request")


class BusyError(StackError):
    """Another run is enqueueing."""


class ApiClient:
    """Calls the app's HTTP functions."""

    def __init__(self, base: str) -> None:
        self.base = base

    @classmethod
    def of(cls, host: Service) -> Self:
        """Return a client of the app in a running host."""
        return cls(f"{host.connection_string}/api")

    def wait_until_running(self, check: Callable[[], None]) -> None:
        """Wait until the host has indexed the app's functions; it accepts connections before that.

        :param check: called at every attempt; raises if the host has ended.
        :raises StackError: if the host is not running in time, or lacks a required function.
        """
        deadline = time.monotonic() + START_TIMEOUT
        while (state := self._host_state()) != "Running":
            check()
            if state == "Error" or time.monotonic() > deadline:
                raise StackError(f"the Functions host is not running ({state}); its log says why")
            time.sleep(POLL_SECONDS)
        functions = [each["name"] for each in self._ask_host("/admin/functions")]
        missing = [name for name in REQUIRED_FUNCTIONS if name not in functions]
        if missing:
            raise StackError(f"the Functions host lacks the function {missing[0]}; its log says why")

    def _host_state(self) -> str:
        try:
            return str(self._ask_host("/admin/host/status")["state"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            return f"no answer: {error}"

    def _ask_host(self, path: str) -> Any:  # noqa: ANN401 - any JSON value
        with urlopen(self.base.removesuffix("/api") + path, timeout=POLL_TIMEOUT) as response:  # noqa: S310 - our own host
            return json.load(response)

    def enqueue(self) -> dict[str, Any]:
        """Enqueue the new images of the container, once no other run does; return the counts."""
        while True:
            try:
                return self._call("/enqueue", b"{}")
            except BusyError:
                continue  # the app has waited for a minute before it answers 409

    def documents(self) -> Iterator[dict[str, Any]]:
        """Yield every document, newest first, page by page."""
        cursor: str | None = ""
        while cursor is not None:
            page = self._call("/search?" + urlencode({"limit": 200, "sort": "newest", "cursor": cursor}))
            yield from page["items"]
            cursor = page["next_cursor"]

    def is_queue_empty(self) -> bool | None:
        """Return whether no message is waiting or being processed; None if the queue cannot be read."""
        queue = self._call("/stats?minutes=1")["queue"]
        return None if queue is None else not (queue["active"] or queue["scheduled"])

    def _call(self, path: str, body: bytes | None = None) -> dict[str, Any]:
        request = Request(self.base + path, body, {"Content-Type": "application/json"})  # noqa: S310 - our own host
        try:
            with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
                answer: dict[str, Any] = json.load(response)
        except HTTPError as error:
            detail = error.read().decode(errors="replace")
            kind = BusyError if error.code == HTTPStatus.CONFLICT else StackError
            raise kind(f"{path} answered {error.code} {HTTPStatus(error.code).phrase}: {detail}") from error
        except URLError as error:
            raise StackError(f"{path} cannot be reached: {error.reason}") from error
        return answer
