"""Record metrics for those who run the app, and send them to Application Insights, an OTLP endpoint, or both.

The OpenTelemetry packages take half a second to import. So a thread imports them some seconds after the first value,
and values that were recorded before wait for them. Without ``APPLICATIONINSIGHTS_CONNECTION_STRING`` or
``OTEL_EXPORTER_OTLP_ENDPOINT`` nothing is imported or sent.
"""

import asyncio
import logging
import threading
from collections import deque
from functools import cache

from cocoon.errors import SettingsError
from cocoon.settings import app_settings
from cocoon.settings.app_settings import Settings
from cocoon.telemetry import otel_metrics
from cocoon.telemetry.otel_metrics import Measured

START_AFTER_SECONDS = 5.0  # the first image is labelled by then
MOST_PENDING = 10_000

logger = logging.getLogger(__name__)


class Telemetry:
    """Records values: cheap, thread-safe, and never raises."""

    def __init__(self, current: Settings, start_after: float = START_AFTER_SECONDS) -> None:
        self._settings = current
        self._enabled = bool(current.application_insights or current.otlp_endpoint)
        self._pending: deque[Measured] = deque(maxlen=MOST_PENDING)
        self._lock = threading.Lock()
        self._meters: otel_metrics.Meters | None = None
        self._start_after = start_after
        self._timer: threading.Timer | None = None

    def record(self, name: str, value: float = 1, **attributes: str) -> None:
        """Record a value of one of :data:`cocoon.telemetry.otel_metrics.INSTRUMENTS`."""
        if not self._enabled:
            return
        with self._lock:
            if self._meters is None:
                self._pending.append(Measured(name, value, attributes))
                if self._timer is None:
                    self._timer = threading.Timer(self._start_after, self._start)
                    self._timer.daemon = True
                    self._timer.start()
                return
        self._meters.record(Measured(name, value, attributes))

    async def flush(self) -> None:
        """Send the recorded values now, because the process may end before the next export."""
        if self._enabled:
            await asyncio.to_thread(self._flush)

    def close(self) -> None:
        """Send the recorded values, and stop."""
        if self._timer:
            self._timer.cancel()
        if self._meters:
            self._meters.close()

    def _flush(self) -> None:
        self._start()
        if self._meters:
            self._meters.flush()

    def _start(self) -> None:
        with self._lock:
            if self._meters is not None or not self._enabled:
                return
            try:
                self._meters = otel_metrics.Meters(self._settings)
            except Exception:  # for any error, the app goes on without metrics
                logger.exception("no metrics are sent")
                self._enabled = False
                return
            for measured in self._pending:
                self._meters.record(measured)
            self._pending.clear()


@cache
def current() -> Telemetry:
    """Return the telemetry of this process; it records nothing while the settings are not complete."""
    return Telemetry(app_settings.current())


def record(name: str, value: float = 1, **attributes: str) -> None:
    """Record a value in this process's telemetry."""
    try:
        current().record(name, value, **attributes)
    except SettingsError:
        return  # /api/health names what is missing


async def flush() -> None:
    """Send the values that this process has recorded."""
    await current().flush()
