"""Each blob is listed, queued and fetched by its exact name, however hard that is."""

import pytest

from classify_image.blob_download import open_blob
from cocoon.records.message import ImageMessage
from cocoon.records.message_body import parse_body
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from tests.kits.blob_names import IMAGE_NAMES, OTHER_NAMES
from tests.kits.queue import receive_all


@pytest.mark.parametrize("force", [False, True])
async def test_every_name_arrives_as_it_is(clients: Clients, settings: Settings, *, force: bool) -> None:
    for path in (*IMAGE_NAMES, *OTHER_NAMES):
        await clients.images_container.upload_blob(path, path.encode())
    result = await on_request(EnqueueRequest(force=force), clients, settings)
    assert (result.listed, result.enqueued) == (len(IMAGE_NAMES) + len(OTHER_NAMES), len(IMAGE_NAMES))
    messages = [message["path"] for message in await receive_all(clients, settings)]
    assert sorted(messages) == sorted(IMAGE_NAMES)
    for path in messages:
        blob = await open_blob(clients.images_container, path)
        assert await blob.read() == path.encode()
    assert (await on_request(EnqueueRequest(), clients, settings)).enqueued == 0


def test_a_bare_path_is_read_as_it_is() -> None:
    for path in IMAGE_NAMES:
        assert parse_body(path.encode(), "c") == ImageMessage("c", path)
