"""``POST /api/failures/retry``: failed images and dead letters go back to the queue."""

from datetime import UTC, datetime

import pytest
from azure.servicebus import ServiceBusMessage
from azure.servicebus.amqp import AmqpAnnotatedMessage

from cocoon.records.image_document import FAILED, LABELLED
from cocoon.records.message import ImageMessage
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from enqueue_blobs import dead_letters
from enqueue_blobs.request_bodies import RetryRequest
from enqueue_blobs.resending import RetryResult, resend
from tests.kits.documents import insert_document
from tests.kits.queue import receive_paths


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less than in production for a dead letter that may yet come."""
    monkeypatch.setattr(dead_letters, "LAST_WAIT", 0.5)


async def insert_outcome(clients: Clients, settings: Settings, path: str, code: str | None) -> None:
    error = {"code": code, "message": "So."} if code else None
    await insert_document(clients, settings, path, status=FAILED if code else LABELLED, error=error)


async def dead_letter(clients: Clients, settings: Settings, *bodies: str) -> None:
    async with clients.queue_sender() as sender:
        await sender.send_messages([ServiceBusMessage(body, message_id=body[:128]) for body in bodies])
    async with clients._service_bus.get_queue_receiver(settings.queue_name) as receiver:
        for _ in bodies:
            (message,) = await receiver.receive_messages(1)
            await receiver.dead_letter_message(message)


async def test_failed_images_go_back_by_code_and_prefix(clients: Clients, settings: Settings) -> None:
    for path, code in (
        ("a/1.jpg", "image_damaged"),
        ("a/2.jpg", "image_too_slow"),
        ("b/1.jpg", "image_damaged"),
        ("fine.jpg", None),
        ("bad-message/1", "bad_message"),
    ):
        await insert_outcome(clients, settings, path, code)
    assert await resend(RetryRequest("a/", "image_damaged"), clients, settings.images_container) == RetryResult(
        1, 0, done=True
    )
    assert await receive_paths(clients, settings) == ["a/1.jpg"]
    before = datetime.now(UTC)
    again = await resend(RetryRequest(), clients, settings.images_container)
    assert again == RetryResult(3, 0, done=True)
    assert before <= again.started <= datetime.now(UTC)
    assert await receive_paths(clients, settings) == ["a/2.jpg", "b/1.jpg"]  # the same failure is not sent twice
    assert await resend(RetryRequest(limit=2), clients, settings.images_container) == RetryResult(2, 0, done=False)


async def test_one_failed_image_goes_back_by_its_path(clients: Clients, settings: Settings) -> None:
    for path, code in (("a.jpg", "image_damaged"), ("a.jpg.jpg", "image_damaged"), ("fine.jpg", None)):
        await insert_outcome(clients, settings, path, code)
    await dead_letter(clients, settings, ImageMessage(settings.images_container, "a.jpg", "1").encode())
    for path, failed in (("a.jpg", 1), ("fine.jpg", 0), ("none.jpg", 0)):
        result = await resend(RetryRequest(path=path), clients, settings.images_container)
        assert result == RetryResult(failed, 0, done=True)
    assert await receive_paths(clients, settings) == ["a.jpg"]


async def test_dead_letters_go_back(clients: Clients, settings: Settings) -> None:
    name = settings.images_container
    bodies = [ImageMessage(name, path, "1").encode() for path in ("a/1.jpg", "b/1.jpg")]
    await dead_letter(clients, settings, *bodies)
    assert await resend(RetryRequest(code="image_damaged"), clients, settings.images_container) == RetryResult(
        0, 0, done=True
    )
    assert await resend(RetryRequest("b/"), clients, settings.images_container) == RetryResult(0, 1, done=True)
    assert await receive_paths(clients, settings) == ["b/1.jpg"]  # although its MessageId was there before
    assert await resend(RetryRequest(), clients, settings.images_container) == RetryResult(0, 1, done=True)
    assert await receive_paths(clients, settings) == ["a/1.jpg"]
    assert await resend(RetryRequest(), clients, settings.images_container) == RetryResult(0, 0, done=True)


async def test_a_dead_letter_whose_body_nobody_can_read_stays_and_is_named(
    clients: Clients, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    text = ImageMessage(settings.images_container, "a.jpg", "1").encode()
    bodies = ({"value_body": text}, {"value_body": 7}, {"sequence_body": [["a", 1]]})
    async with clients.queue_sender() as sender:
        await sender.send_messages([AmqpAnnotatedMessage(**body) for body in bodies])
    async with clients._service_bus.get_queue_receiver(settings.queue_name) as receiver:
        for letter in await receiver.receive_messages(3, max_wait_time=5):
            await receiver.dead_letter_message(letter)
    assert await resend(RetryRequest(), clients, settings.images_container) == RetryResult(0, 1, done=True)
    assert await receive_paths(clients, settings) == ["a.jpg"]
    assert "its body is an AMQP value, which the Functions host cannot read" in caplog.text
    assert "its body is an AMQP sequence" in caplog.text
