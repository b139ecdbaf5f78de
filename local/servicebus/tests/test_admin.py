"""The SDK's administration client, over HTTPS and over HTTP."""

import asyncio
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError
from azure.core.pipeline.transport import RequestsTransport
from azure.servicebus import ServiceBusMessage
from azure.servicebus.aio import ServiceBusClient
from azure.servicebus.aio.management import ServiceBusAdministrationClient as AsyncAdministrationClient
from azure.servicebus.exceptions import MessagingEntityNotFoundError
from azure.servicebus.management import ServiceBusAdministrationClient

from .kit import Box, StandIn, complete, opened, receive


class PlainHttp(RequestsTransport):  # type: ignore[misc] # requests has no types here
    """Sends requests over HTTP although the client asked for HTTPS."""

    def send(self, request: Any, **options: Any) -> Any:  # noqa: ANN401 - as in the SDK
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, **options)


@pytest.fixture(params=["https", "http"])
def admin(request: pytest.FixtureRequest, stand_in: StandIn) -> Iterator[ServiceBusAdministrationClient]:
    options: dict[str, Any] = {"connection_verify": False} if request.param == "https" else {"transport": PlainHttp()}
    with ServiceBusAdministrationClient.from_connection_string(
        stand_in.connection_string, retry_total=0, **options
    ) as client:
        yield client


def new_name() -> str:
    return f"Admin-{uuid.uuid4().hex[:8]}"


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_create_get_update_and_delete(admin: ServiceBusAdministrationClient) -> None:
    name = new_name()
    created = admin.create_queue(
        name,
        lock_duration=timedelta(seconds=30),
        max_delivery_count=4,
        requires_duplicate_detection=True,
        duplicate_detection_history_time_window=timedelta(minutes=3),
        default_message_time_to_live=timedelta(days=14, milliseconds=250),
        dead_lettering_on_message_expiration=True,
    )
    queue = admin.get_queue(name)
    for each in (created, queue):
        assert each.name == name
        assert each.lock_duration == timedelta(seconds=30)
        assert each.max_delivery_count == 4
        assert each.requires_duplicate_detection is True
        assert each.duplicate_detection_history_time_window == timedelta(minutes=3)
        assert each.default_message_time_to_live == timedelta(days=14, milliseconds=250)
        assert each.dead_lettering_on_message_expiration is True
        assert each.requires_session is False
    with pytest.raises(ResourceExistsError):
        admin.create_queue(name.lower())
    queue.max_delivery_count = 7
    queue.lock_duration = timedelta(seconds=45)
    admin.update_queue(queue)
    assert admin.get_queue(name.lower()).max_delivery_count == 7
    assert admin.get_queue(name).lock_duration == timedelta(seconds=45)
    assert name in [each.name for each in admin.list_queues()]
    assert name in [each.name for each in admin.list_queues_runtime_properties()]
    admin.delete_queue(name)
    with pytest.raises(ResourceNotFoundError):
        admin.get_queue(name)
    with pytest.raises(ResourceNotFoundError):
        admin.delete_queue(name)
    with pytest.raises(ResourceNotFoundError):
        admin.update_queue(queue)


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_defaults_and_refusals(admin: ServiceBusAdministrationClient) -> None:
    name = new_name()
    admin.create_queue(name)
    queue = admin.get_queue(name)
    assert (queue.lock_duration, queue.max_delivery_count) == (timedelta(minutes=1), 10)
    assert isinstance(queue.default_message_time_to_live, timedelta)
    assert queue.default_message_time_to_live > timedelta(days=10_000_000)
    runtime = admin.get_queue_runtime_properties(name)
    assert (runtime.total_message_count, runtime.size_in_bytes) == (0, 0)
    with pytest.raises(ResourceNotFoundError):
        admin.get_queue_runtime_properties(new_name())
    with pytest.raises(HttpResponseError, match="sessions"):
        admin.create_queue(new_name(), requires_session=True)
    with pytest.raises(HttpResponseError, match="MaxDeliveryCount"):
        admin.create_queue(new_name(), max_delivery_count=0)


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_the_namespace(admin: ServiceBusAdministrationClient) -> None:
    assert admin.get_namespace_properties().namespace_type == "Messaging"
    assert list(admin.list_topics()) == []


def test_a_body_that_is_not_xml_is_refused(stand_in: StandIn) -> None:
    with pytest.raises(urllib.error.HTTPError, match="400"):
        stand_in.put(new_name(), "<entry>")


@pytest.mark.asyncio(loop_scope="session")
async def test_counts(box: Box) -> None:
    await box.send("active", "deferred", "dead", "locked")
    scheduled = await box.sender.schedule_messages(ServiceBusMessage("x"), datetime.now(UTC) + timedelta(hours=1))
    active, deferred, dead, locked = await box.receive(4)
    await box.receiver.abandon_message(active)
    await box.receiver.defer_message(deferred)
    await box.receiver.dead_letter_message(dead)
    async with AsyncAdministrationClient.from_connection_string(
        box.stand_in.connection_string, connection_verify=False
    ) as admin:
        runtime = await admin.get_queue_runtime_properties(box.name)
        assert runtime.name == box.name
        assert runtime.active_message_count == 3  # deferred and locked ones count, as on the real service
        assert runtime.scheduled_message_count == 1
        assert runtime.dead_letter_message_count == 1
        assert runtime.total_message_count == 5
        assert runtime.transfer_message_count == 0
        assert (runtime.size_in_bytes or 0) > 100
        assert box.name in [queue.name async for queue in admin.list_queues()]
        with pytest.raises(ResourceNotFoundError):
            await admin.get_queue("missing")
    await box.sender.cancel_scheduled_messages(scheduled)
    await complete(box.receiver, [*await box.receive(), locked])
    await complete(box.receiver, await box.receiver.receive_deferred_messages(deferred.sequence_number or 0))
    await complete(await box.dead_letters(), await box.receive_dead())


@pytest.mark.asyncio(loop_scope="session")
async def test_deleting_a_queue_ends_the_links_to_it(stand_in: StandIn) -> None:
    name = stand_in.create_queue(LockDuration="PT0.3S")
    async with ServiceBusClient.from_connection_string(stand_in.connection_string, retry_total=0) as client:
        sender, receiver = client.get_queue_sender(name), client.get_queue_receiver(name)
        async with opened(sender, receiver):
            await sender.send_messages(ServiceBusMessage("x"))
            (message,) = await receive(receiver)
            waiting = asyncio.create_task(receiver.receive_messages(1, max_wait_time=20))
            await asyncio.sleep(0.05)  # until it waits
            request = urllib.request.Request(f"http://127.0.0.1:{stand_in.port}/{name}", method="DELETE")
            await asyncio.to_thread(lambda: urllib.request.urlopen(request, timeout=5).close())
            with pytest.raises(MessagingEntityNotFoundError):
                await waiting
            with pytest.raises(MessagingEntityNotFoundError):
                await sender.send_messages(ServiceBusMessage("x"))
            with pytest.raises(ValueError, match="shutdown"):
                await receiver.complete_message(message)
        stand_in.put(name, "<entry><content><QueueDescription/></content></entry>")
        assert stand_in.counts(name)["Active"] == 0
