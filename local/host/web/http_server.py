"""The HTTP server: uvicorn, set up to accept what Kestrel accepts."""

import contextlib
from collections.abc import Iterator

import uvicorn

from local.host.ported.request_limits import LARGEST_HEADERS, LONGEST_REQUEST_LINE
from local.host.web.asgi_app import AsgiApp

DRAIN_SECONDS = 30.0
KEEP_ALIVE_SECONDS = 130  # Kestrel's default


class HttpServer(uvicorn.Server):
    """A server that leaves signals to the host."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def make_http_server(app: AsgiApp) -> HttpServer:
    """Return a server that passes every request on which Kestrel decides to the app."""
    return HttpServer(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            loop="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=int(DRAIN_SECONDS),
            # The app answers 414 and 431 itself, so h11 must pass on requests that are too long.
            h11_max_incomplete_event_size=4 * (LARGEST_HEADERS + LONGEST_REQUEST_LINE),
        )
    )
