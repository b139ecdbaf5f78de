"""Metrics reach an OpenTelemetry collector."""

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from azure.servicebus import ServiceBusMessage

from cocoon.services.clients import Clients
from cocoon.settings.app_settings import from_environment
from cocoon.telemetry import metrics
from cocoon.telemetry.metrics import Telemetry
from enqueue_blobs.queue_age import record_queue_age
from tests.kits.environments import REQUIRED


class Receiver:
    """An OpenTelemetry collector, as the exporter sees it."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.path == "/v1/metrics"
                receiver.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def metrics(self) -> dict[str, Any]:
        resources = [each for request in self.requests for each in request["resourceMetrics"]]
        scopes = [scope for resource in resources for scope in resource["scopeMetrics"]]
        return {metric["name"]: metric for scope in scopes for metric in scope["metrics"]}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


async def test_values_are_sent_with_their_attributes(receiver: Receiver) -> None:
    settings = from_environment(REQUIRED | {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.endpoint})
    sent = Telemetry(settings)
    sent.record("cocoon.images", status="labelled", stored="inserted")
    sent.record("cocoon.images", status="labelled", stored="inserted")
    sent.record("cocoon.failures", code="image_damaged")
    sent.record("cocoon.stage.seconds", 0.02, stage="decode")
    await sent.flush()
    sent.record("cocoon.batch.messages", 1000)
    sent.close()
    metrics = receiver.metrics()
    assert set(metrics) == {"cocoon.images", "cocoon.failures", "cocoon.stage.seconds", "cocoon.batch.messages"}
    (point,) = metrics["cocoon.images"]["sum"]["dataPoints"]
    assert float(point.get("asInt", point.get("asDouble"))) == 2
    attributes = {each["key"]: each["value"]["stringValue"] for each in point["attributes"]}
    assert attributes == {"status": "labelled", "stored": "inserted"}
    (stage,) = metrics["cocoon.stage.seconds"]["histogram"]["dataPoints"]
    assert (int(stage["count"]), stage["sum"]) == (1, pytest.approx(0.02))


async def test_nothing_is_imported_where_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith("opentelemetry")]:
        monkeypatch.delitem(sys.modules, name)
    silent = Telemetry(from_environment(REQUIRED))
    silent.record("cocoon.images", status="labelled")
    await silent.flush()
    silent.close()
    assert not any(name.startswith("opentelemetry") for name in sys.modules)


async def test_the_app_goes_on_if_metrics_cannot_be_made(caplog: pytest.LogCaptureFixture) -> None:
    broken = Telemetry(from_environment(REQUIRED | {"APPLICATIONINSIGHTS_CONNECTION_STRING": "nonsense"}))
    broken.record("cocoon.images", status="labelled")
    await broken.flush()
    broken.record("cocoon.images", status="labelled")
    broken.close()
    assert "no metrics are sent" in caplog.text


async def test_the_age_of_the_oldest_message(
    clients: Clients, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = from_environment(REQUIRED | {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.endpoint})
    made = Telemetry(settings)
    monkeypatch.setattr(metrics, "current", lambda: made)
    assert await record_queue_age(clients.queue_receiver) == 0
    async with clients.queue_sender() as sender:
        await sender.send_messages(ServiceBusMessage("a.png"))
    assert 0 < await record_queue_age(clients.queue_receiver) < 60
    (point,) = receiver.metrics()["cocoon.queue.oldest.seconds"]["gauge"]["dataPoints"]
    assert point["asDouble"] > 0
    async with clients.queue_receiver() as queue:
        (message,) = await queue.receive_messages(max_wait_time=10)
        assert await record_queue_age(clients.queue_receiver) > 0  # a locked message is waiting, too
        await queue.complete_message(message)
    made.close()
