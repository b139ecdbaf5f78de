"""Names that hurt: each is listed, queued and fetched as what it is."""

import pytest

from classify_image.blob_download import open_blob
from cocoon.records.message import ImageMessage
from cocoon.records.message_body import parse_body
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from tests.integration.test_enqueue import queued

IMAGES = [
    " leading and trailing .jpg",
    "#hash?query&amp;.jpg",
    "%2F%20percent.jpg",
    "plus+plus.jpg",
    "emoji 😀🏖️/\uff01wide.jpg",
    "ü/u\u0308.jpg",
    "x" * 1020 + ".jpg",
    "/".join(["deep"] * 200) + ".jpg",
    ".hidden.jpg",
    "..two.jpg",
    "a./b..jpg",
    "Case.JPG",
    "case.jpg",
    "double//slash.jpg",
    "/leading.jpg",
    "quote'\"<>.jpg",
    "comma,semi;.jpg",
    "$where.jpg",
    "100%.jpg",
    "한국어/日本語.jpg",
]
OTHERS = ["folder.jpg/", "empty/", "notes.txt", "jpg", "dot.", "a.jpg.bak"]


@pytest.mark.parametrize("force", [False, True])
async def test_every_name_arrives_as_it_is(clients: Clients, settings: Settings, *, force: bool) -> None:
    for path in (*IMAGES, *OTHERS):
        await clients.images_container.upload_blob(path, path.encode())
    result = await on_request(EnqueueRequest(force=force), clients, settings)
    assert (result.listed, result.enqueued) == (len(IMAGES) + len(OTHERS), len(IMAGES))
    messages = [message["path"] for message in await queued(clients, settings)]
    assert sorted(messages) == sorted(IMAGES)
    for path in messages:
        blob = await open_blob(clients.images_container, path)
        assert await blob.read() == path.encode()
    assert (await on_request(EnqueueRequest(), clients, settings)).enqueued == 0


def test_a_bare_path_is_read_as_it_is() -> None:
    for path in IMAGES:
        assert parse_body(path.encode(), "c") == ImageMessage("c", path)
