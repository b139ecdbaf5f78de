"""Originals and thumbnails are sent as they are stored."""

import asyncio
import io
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from azure.storage.blob import BlobProperties, ContentSettings
from azure.storage.blob.aio import BlobClient
from PIL import Image

from classify_image.vision.thumbnail import make_thumbnail
from cocoon.errors import BadRequestError, NotFoundError
from cocoon.records.image_document import ImageDocument, thumbnail_name
from cocoon.records.message import unquoted
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from query_labels.image_address import ImageAddress
from query_labels.pictures import content
from query_labels.pictures.blob_content import Wanted
from query_labels.pictures.saving import attachment
from query_labels.pictures.shrink_jpeg import parse_side
from tests.kits.documents import failed_document, labelled_document
from tests.kits.sample_images import COFFEE as COFFEE_FILE
from tests.kits.sample_images import SAMPLES

COFFEE = COFFEE_FILE.read_bytes()
PATH = "a b/#1 %2F+.png"


async def known(clients: Clients, settings: Settings, path: str, content: bytes, content_type: str) -> ImageDocument:
    """Upload a blob and keep a document of it; with a thumbnail, which is as good as any."""
    blob = clients.images_container.get_blob_client(path)
    uploaded = await blob.upload_blob(content, content_settings=ContentSettings(content_type))
    etag = unquoted(uploaded["etag"])
    document = labelled_document(settings.images_container, path, etag=etag, size=len(content))
    name = document["thumbnail"] = thumbnail_name(document["_id"], etag)
    await clients.thumbnails_container.upload_blob(name, b"thumbnail")
    await clients.images.insert_one(document)
    return document


def read(url: str) -> bytes:
    with urlopen(url) as response:
        content: bytes = response.read()
    return content


@pytest.fixture
async def coffee(clients: Clients, settings: Settings) -> ImageDocument:
    await clients.thumbnails_container.create_container()
    return await known(clients, settings, PATH, COFFEE, "image/png")


@pytest.mark.usefixtures("coffee")
async def test_the_original_is_sent_as_it_is(clients: Clients, settings: Settings, coffee: ImageDocument) -> None:
    picture = await content.original(clients, ImageAddress.parse(settings.images_container, PATH, []))
    assert (picture.body, picture.content_type) == (COFFEE, "image/png")
    assert picture.headers["ETag"] == f'"{coffee["etag"]}"'
    assert picture.headers["Cache-Control"] == "no-cache"
    by_version = await content.original(
        clients, ImageAddress.parse(settings.images_container, PATH, [("v", str(coffee["etag"]))])
    )
    assert "immutable" in by_version.headers["Cache-Control"]
    older = await content.original(clients, ImageAddress.parse(settings.images_container, PATH, [("v", "0x1")]))
    assert older.headers["Cache-Control"] == "no-cache"  # it is not the version that was asked for


@pytest.mark.usefixtures("coffee")
async def test_what_is_no_picture_is_not_shown(clients: Clients, settings: Settings) -> None:
    await known(clients, settings, "page.jpg", b"<script>", "text/html")
    picture = await content.original(clients, ImageAddress.parse(settings.images_container, "page.jpg", []))
    assert picture.content_type == "application/octet-stream"
    assert picture.headers["Content-Disposition"] == "attachment"
    assert picture.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.usefixtures("coffee")
async def test_the_head_alone_downloads_nothing(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BlobClient, "download_blob", None)  # it would be a TypeError
    address = ImageAddress.parse(settings.images_container, PATH, [])
    original = await content.original(clients, address, Wanted(body=False))
    assert (original.body, original.content_type) == (b"", "image/png")
    assert original.headers["Content-Length"] == str(len(COFFEE))
    assert original.headers["Accept-Ranges"] == "bytes"
    thumbnail = await content.thumbnail(clients, address, Wanted(body=False))
    assert (thumbnail.body, thumbnail.headers["Content-Length"]) == (b"", "9")


async def test_a_part_of_the_original(clients: Clients, settings: Settings, coffee: ImageDocument) -> None:
    address, size = ImageAddress.parse(settings.images_container, PATH, []), len(COFFEE)
    for text, first, last in (("bytes=0-0", 0, 0), ("bytes=100-299", 100, 299), ("bytes=-10", size - 10, size - 1)):
        part = await content.original(clients, address, Wanted(range=text))
        assert (part.status, part.body) == (HTTPStatus.PARTIAL_CONTENT, COFFEE[first : last + 1])
        assert part.headers["Content-Range"] == f"bytes {first}-{last}/{size}"
        assert part.headers["ETag"] == f'"{coffee["etag"]}"'
    behind = await content.original(clients, address, Wanted(range=f"bytes={size}-"))
    assert (behind.status, behind.headers["Content-Range"]) == (416, f"bytes */{size}")
    for whole in (Wanted(range="bytes=0-1,3-4"), Wanted(range="bytes=0-9", if_range='"another version"')):
        assert (await content.original(clients, address, whole)).body == COFFEE
    same = Wanted(range="bytes=0-9", if_range=f'"{coffee["etag"]}"')
    assert (await content.original(clients, address, same)).body == COFFEE[:10]


@pytest.mark.usefixtures("coffee")
async def test_a_part_is_never_of_two_versions(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The blob is overwritten between the look at its size and the download."""
    look = BlobClient.get_blob_properties

    async def look_and_overwrite(self: BlobClient) -> BlobProperties:
        properties = await look(self)
        await self.upload_blob(b"another", overwrite=True)
        return properties

    monkeypatch.setattr(BlobClient, "get_blob_properties", look_and_overwrite)
    address = ImageAddress.parse(settings.images_container, PATH, [])
    whole = await content.original(clients, address, Wanted(range="bytes=0-9"))
    assert (whole.status, whole.body) == (HTTPStatus.OK, b"another")


@pytest.mark.usefixtures("coffee")
async def test_a_picture_can_be_saved_under_its_name(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = ImageAddress.parse(settings.images_container, PATH, [])
    picture = await content.original(clients, address, as_file=True)
    assert picture.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%231%20%252F%2B.png"
    assert "Content-Disposition" not in (await content.original(clients, address)).headers
    monkeypatch.setattr(content, "MOST_STREAMED", 1000)
    large = await content.original(clients, address, as_file=True)
    assert parse_qs(urlsplit(large.headers["Location"]).query)["rscd"] == [attachment(PATH)]


async def test_a_large_picture_is_redirected_to(
    clients: Clients, settings: Settings, coffee: ImageDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "MOST_STREAMED", 1000)
    picture = await content.original(clients, ImageAddress.parse(settings.images_container, coffee["path"], []))
    assert picture.status == HTTPStatus.FOUND
    assert await asyncio.to_thread(read, picture.headers["Location"]) == COFFEE


async def test_thumbnails(clients: Clients, settings: Settings, coffee: ImageDocument) -> None:
    for parameters, cached in (
        ([], "no-cache"),
        ([("v", "")], "no-cache"),
        ([("v", str(coffee["etag"]))], content.FOR_EVER),
    ):
        picture = await content.thumbnail(clients, ImageAddress.parse(settings.images_container, PATH, parameters))
        assert (picture.body, picture.content_type) == (b"thumbnail", "image/jpeg")
        assert picture.headers == {"ETag": f'"{coffee["etag"]}"', "Cache-Control": cached}


@pytest.mark.usefixtures("coffee")
async def test_what_is_not_there(clients: Clients, settings: Settings) -> None:
    name = settings.images_container
    await clients.images_container.upload_blob("unknown.jpg", b"x")
    with pytest.raises(NotFoundError):  # only what was looked at is shown, not whatever the container has
        await content.original(clients, ImageAddress.parse(name, "unknown.jpg", []))
    with pytest.raises(NotFoundError, match=r"There is no thumbnail of 'unknown\.jpg'"):
        await content.thumbnail(clients, ImageAddress.parse(name, "unknown.jpg", [("v", "0x1")]))
    with pytest.raises(BadRequestError, match="size is not known; allowed are v"):
        await content.thumbnail(clients, ImageAddress.parse(name, PATH, [("size", "1")]))
    await clients.images_container.delete_blob(PATH)
    with pytest.raises(NotFoundError, match="is gone"):
        await content.original(clients, ImageAddress.parse(name, PATH, []))
    await clients.images.insert_one(failed_document(name, "bad.jpg", "x"))
    with pytest.raises(NotFoundError, match="There is no thumbnail"):
        await content.thumbnail(clients, ImageAddress.parse(name, "bad.jpg", []))


@pytest.mark.parametrize(
    "said", ["application/octet-stream", "image/jpg", "image/pjpeg", "image/jpeg; charset=binary", "text/html", ""]
)
async def test_an_original_is_shown_as_what_it_is(clients: Clients, settings: Settings, said: str) -> None:
    jpeg = (SAMPLES / "animals/kitten.jpg").read_bytes()
    await clients.thumbnails_container.create_container()
    await known(clients, settings, "kitten.jpg", jpeg, said)
    picture = await content.original(clients, ImageAddress.parse(settings.images_container, "kitten.jpg", []))
    assert picture.content_type == "image/jpeg"
    assert "Content-Disposition" not in picture.headers
    assert picture.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


async def test_a_thumbnail_is_shrunk_for_those_who_need_fewer_pixels(
    clients: Clients, settings: Settings, coffee: ImageDocument
) -> None:
    jpeg = make_thumbnail(Image.open(COFFEE_FILE).convert("RGB"), 512)
    await clients.thumbnails_container.upload_blob(str(coffee["thumbnail"]), jpeg, overwrite=True)
    version = str(coffee["etag"])
    address = ImageAddress.parse(settings.images_container, PATH, [("v", version), ("side", "256")], ("v", "side"))
    small = await content.thumbnail(clients, address, side=256)
    assert max(Image.open(io.BytesIO(small.body)).size) == 256
    assert small.headers["ETag"] == f'"{version}-256"'
    assert "immutable" in small.headers["Cache-Control"]
    head = await content.thumbnail(clients, address, Wanted(body=False), 256)
    assert (head.body, head.headers["Content-Length"]) == (b"", str(len(small.body)))
    assert (await content.thumbnail(clients, address, side=2048)).body == jpeg
    assert (await content.thumbnail(clients, address)).body == jpeg


async def test_what_is_no_jpeg_is_sent_as_it_is(clients: Clients, settings: Settings, coffee: ImageDocument) -> None:
    address = ImageAddress.parse(settings.images_container, PATH, [])
    assert (await content.thumbnail(clients, address, side=256)).body == b"thumbnail"
    assert coffee["thumbnail"]


def test_a_side_is_a_number_of_pixels() -> None:
    assert (parse_side([("v", "1"), ("side", "256")]), parse_side([])) == (256, None)
    for side in ("31", "2049", "a", ""):
        with pytest.raises(BadRequestError):
            parse_side([("side", side)])
