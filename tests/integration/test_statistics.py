"""The statistics, of the database and of the queue."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from azure.servicebus.aio.management import ServiceBusAdministrationClient

from cocoon.services import indexes
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.overview import statistics
from tests.kits.counts import put_failure, put_labels, recount


async def test_statistics(clients: Clients, settings: Settings) -> None:
    await indexes.ensure(clients.images)
    await put_labels(clients, "1", "cat")
    await put_failure(clients, "2", "image_damaged")
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    records = [("a", 0, 3, 1), ("a", 30, 5, 0), ("b", 500, 7, 0)]
    await clients.activity.insert_many(
        {"_id": str(number), "worker": worker, "minute": now - timedelta(minutes=ago), "labelled": done, "failed": bad}
        | {"busy_ms": 100}
        for number, (worker, ago, done, bad) in enumerate(records)
    )
    await recount(clients)  # which adds the work of the time before there were totals
    shown: Any = await statistics(clients, settings, CountStore(clients), 60)
    assert (shown["images"], shown["failed"]) == (2, 1)
    assert shown["models"] == [{"name": "net", "version": "1", "images": 1}]
    assert [(each["labelled"], each["failed"]) for each in shown["history"]] == [(5, 0), (3, 1)]
    assert [each["worker"] for each in shown["workers"]] == ["a"]
    assert shown["per_minute"] == 4.0
    assert shown["queue"] == {"active": 0, "scheduled": 0, "dead_letter": 0}
    assert (shown["cost"]["worker_seconds"], shown["cost"]["executions"]) == (180, 16)
    assert shown["cost"]["since"] == now - timedelta(minutes=500)
    assert await statistics(clients, settings, CountStore(clients), 60) is shown  # kept for a second
    assert await statistics(clients, settings, CountStore(clients), 10) is not shown


async def test_statistics_without_the_queue(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ServiceBusAdministrationClient.from_connection_string(
        "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=x;UseDevelopmentEmulator=true", retry_total=0
    ) as unreachable:
        monkeypatch.setitem(clients.__dict__, "queue_administration", unreachable)
        assert (await statistics(clients, settings, CountStore(clients), 60))["queue"] is None
