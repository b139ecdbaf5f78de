"""Export metrics with OpenTelemetry, which is imported when the first :class:`Meters` is made."""

import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from cocoon.settings.app_settings import Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.metrics.export import MetricExporter

EXPORT_MS = 30_000
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 240)
MESSAGES = (1, 10, 50, 100, 250, 500, 1000, 2500, 5000)

# name: kind, unit, description
INSTRUMENTS = {
    "cocoon.images": (
        "counter",
        "{image}",
        "Images done, by status (labelled, failed) and what became of the document",
    ),
    "cocoon.failures": ("counter", "{image}", "Images that cannot be labelled, by code"),
    "cocoon.retries": ("counter", "{message}", "Messages that come back, by kind of error"),
    "cocoon.events.ignored": ("counter", "{event}", "Events that change nothing about labels, by type"),
    "cocoon.image.seconds": ("histogram", "s", "From taking a message to its document"),
    "cocoon.stage.seconds": ("histogram", "s", "What each stage of an image took"),
    "cocoon.batch.messages": ("histogram", "{message}", "Messages sent in one batch"),
    "cocoon.queue.oldest.seconds": ("gauge", "s", "Age of the message at the head of the queue"),
}
BOUNDARIES = {"s": SECONDS, "{message}": MESSAGES}

logger = logging.getLogger(__name__)


class Measured(NamedTuple):
    """A recorded value of an instrument."""

    name: str
    value: float
    attributes: dict[str, str]


class Meters:
    """The instruments of this process; their values are sent every half minute."""

    def __init__(self, settings: Settings) -> None:
        from opentelemetry.sdk.metrics import MeterProvider  # noqa: PLC0415 - half a second
        from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415

        resource = Resource.create({"service.name": settings.app_name, "service.instance.id": settings.worker})
        readers = [PeriodicExportingMetricReader(each, EXPORT_MS) for each in _exporters(settings)]
        # Closed by close() only: at exit the worker is killed anyway.
        self._provider = MeterProvider(readers, resource, shutdown_on_exit=False)
        meter = self._provider.get_meter("cocoon")
        self._record: dict[str, Any] = {}
        for name, (kind, unit, description) in INSTRUMENTS.items():
            if kind == "counter":
                self._record[name] = meter.create_counter(name, unit, description).add
            elif kind == "gauge":
                self._record[name] = meter.create_gauge(name, unit, description).set
            else:
                boundaries = BOUNDARIES[unit]
                histogram = meter.create_histogram(
                    name, unit, description, explicit_bucket_boundaries_advisory=boundaries
                )
                self._record[name] = histogram.record

    def record(self, measured: Measured) -> None:
        """Record a value."""
        self._record[measured.name](measured.value, measured.attributes)

    def flush(self) -> None:
        """Send the recorded values; the exporter logs an error if it cannot."""
        self._provider.force_flush()

    def close(self) -> None:
        """Send the recorded values, and stop."""
        self._provider.shutdown()


def _exporters(settings: Settings) -> "list[MetricExporter]":
    exporters: list[MetricExporter] = []
    if settings.application_insights:
        from azure.identity import DefaultAzureCredential  # noqa: PLC0415 - as above
        from azure.monitor.opentelemetry.exporter import AzureMonitorMetricExporter  # noqa: PLC0415

        client_id = settings.application_insights_client_id
        credential = DefaultAzureCredential(managed_identity_client_id=client_id) if client_id else None
        exporters.append(
            AzureMonitorMetricExporter(
                connection_string=settings.application_insights, credential=credential, disable_offline_storage=True
            )
        )
    if settings.otlp_endpoint:
        # JSON, because it needs no protobuf: the Functions worker brings its own older one.
        from opentelemetry.exporter.otlp.json.http.metric_exporter import OTLPMetricExporter  # noqa: PLC0415

        exporters.append(OTLPMetricExporter(endpoint=f"{settings.otlp_endpoint.rstrip('/')}/v1/metrics"))
    return exporters
