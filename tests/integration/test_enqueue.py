"""A listing sends each new image to the queue once."""

from collections.abc import Sequence

import pytest
from azure.storage.blob import ContentSettings

from cocoon.errors import TransientError
from cocoon.records.left_out import LeftOutReason
from cocoon.records.message import ImageMessage
from cocoon.services.access_paths import image_paths
from cocoon.services.clients import Clients
from cocoon.services.message_sender import queued_message, send
from cocoon.settings.app_settings import Settings
from enqueue_blobs.enqueue_request import EnqueueResult, on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from tests.kits.containers import upload
from tests.kits.documents import image_document
from tests.kits.queue import receive_all


async def run(clients: Clients, request: EnqueueRequest | None = None) -> EnqueueResult:
    return await on_request(request or EnqueueRequest(), clients, clients._settings)


async def test_each_image_becomes_one_message(clients: Clients, settings: Settings) -> None:
    etags = await upload(clients, "a.jpg", "b/ü +#%2F.png", "notes.txt")
    content_settings = ContentSettings(content_type="image/webp")
    await clients.images_container.upload_blob("by-type", b"x", content_settings=content_settings)
    left_out = [LeftOutReason(reason="other_type", blobs=1, example="notes.txt")]
    assert await run(clients) == EnqueueResult(listed=4, enqueued=3, skipped=1, done=True, left_out=left_out)
    messages = {message["path"]: message for message in await receive_all(clients, settings)}
    assert messages.keys() == {"a.jpg", "b/ü +#%2F.png", "by-type"}
    assert messages["a.jpg"] == {"container": settings.images_container, "path": "a.jpg", "etag": etags["a.jpg"]}


@pytest.mark.parametrize("count", [1, image_paths.SOME.most + 20])
async def test_a_second_run_sends_nothing(clients: Clients, settings: Settings, count: int) -> None:
    await upload(clients, *(f"{number}.jpg" for number in range(count)))
    assert (await run(clients)).enqueued == count
    assert (await run(clients)).enqueued == 0
    assert len(await receive_all(clients, settings)) == count
    assert (await run(clients)).enqueued == 0  # whether or not they are labelled by now
    changed = await upload(clients, "0.jpg")
    assert (await run(clients)).enqueued == 1
    assert [message["etag"] for message in await receive_all(clients, settings)] == [changed["0.jpg"]]


async def test_what_was_sent_but_not_marked_is_dropped_by_the_queue(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(clients, "a.jpg")

    async def refuse(_: object, blobs: Sequence[object]) -> None:
        if blobs:
            raise TransientError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("enqueue_blobs.already_done.KnownVersions.mark_sent", refuse)
        with pytest.raises(TransientError, match="killed"):
            await run(clients)
    assert (await run(clients)).enqueued == 1
    assert len(await receive_all(clients, settings)) == 1


async def test_force_passes_duplicate_detection(clients: Clients, settings: Settings) -> None:
    await upload(clients, "a.jpg")
    await run(clients)
    assert len(await receive_all(clients, settings)) == 1
    assert (await run(clients, EnqueueRequest(force=True))).enqueued == 1
    assert len(await receive_all(clients, settings)) == 1


async def test_what_is_done_is_skipped_and_what_has_changed_is_not(clients: Clients, settings: Settings) -> None:
    etags = await upload(clients, "done.jpg", "changed.jpg")
    for path, etag in (("done.jpg", etags["done.jpg"]), ("changed.jpg", "older")):
        await clients.images.insert_one(image_document(settings.images_container, path, etag=etag))
    assert await run(clients) == EnqueueResult(listed=2, enqueued=1, skipped=1, done=True, left_out=[])
    assert [message["path"] for message in await receive_all(clients, settings)] == ["changed.jpg"]
    assert (await run(clients, EnqueueRequest(force=True))).enqueued == 2


async def test_prefix_limit_and_dry_run(clients: Clients, settings: Settings) -> None:
    await upload(clients, "a/1.jpg", "a/2.jpg", "a/3.jpg", "b/1.jpg")
    dry = await run(clients, EnqueueRequest(prefix="a/", dry_run=True))
    assert dry == EnqueueResult(listed=3, enqueued=3, skipped=0, done=True, left_out=[])
    limited = await run(clients, EnqueueRequest(prefix="a/", limit=2))
    assert limited == EnqueueResult(listed=3, enqueued=2, skipped=0, done=False, left_out=[])
    assert [message["path"] for message in await receive_all(clients, settings)] == ["a/1.jpg", "a/2.jpg"]


async def test_more_messages_than_a_batch_holds(clients: Clients, settings: Settings) -> None:
    messages = [ImageMessage("images", f"{'long/' * 190}{number}.jpg", "1") for number in range(1500)]
    sender = clients.queue_sender()
    await send(sender, map(queued_message, messages))
    await sender.close()
    received = await receive_all(clients, settings)
    assert [message["path"] for message in received] == [message.path for message in messages]


async def test_a_missing_container_is_named(clients: Clients, settings: Settings) -> None:
    await clients.images_container.delete_container()
    with pytest.raises(TransientError, match=f"The container '{settings.images_container}' does not exist"):
        await run(clients)
