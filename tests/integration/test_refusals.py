"""What a service refuses for good is a failure of the one thing that was asked for, and stops nothing else."""

import asyncio
import dataclasses
import json
import logging
import time
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.storage.blob import StandardBlobTier, StorageErrorCode
from pymongo import IndexModel
from pymongo.errors import OperationFailure

from classify_image.classifier import Classifier
from classify_image.image_examiner import ImageExaminer
from classify_image.invocation import handle
from classify_image.model.folder import Model
from classify_image.vision.recognizer import Recognizer
from cocoon.errors import BadRequestError, PermanentError, ProblemError, TransientError
from cocoon.records.image_document import failure_code
from cocoon.records.listing import REQUEST, Listing
from cocoon.services import indexes, storage_errors
from cocoon.services.clients import Clients
from cocoon.services.storage_errors import VERDICTS, Verdict, blob_errors, verdict_of
from cocoon.settings.app_settings import Settings
from enqueue_blobs.blob_pages import Page, list_pages
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.enqueuer import GIVEN_UP_AFTER
from enqueue_blobs.request_bodies import EnqueueRequest
from enqueue_blobs.timer_tick import on_tick
from query_labels.image_address import ImageAddress
from query_labels.pictures import content
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.label_counts import count_failures, count_labels
from query_labels.statistics.overview import statistics
from query_labels.statistics.statistics_request import LabelsQuery
from tests.kits.containers import upload
from tests.kits.counts import count_images, put_labels
from tests.kits.labelling import label, label_and_find
from tests.kits.listings import load_listings, save_listing
from tests.kits.messages import message_body
from tests.kits.queue import receive_all
from tests.kits.sample_images import COFFEE

COFFEE_PIXELS = 600 * 400


def refusal(code: str | None, status: int) -> HttpResponseError:
    error = HttpResponseError(message="refused")
    error.status_code = status
    error.error_code = StorageErrorCode(code) if code in list(StorageErrorCode) else code  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("code", "status", "verdict"),
    [
        ("ServerBusy", 503, Verdict.WAIT),
        ("OperationTimedOut", 500, Verdict.WAIT),
        (None, 429, Verdict.WAIT),
        (None, 502, Verdict.WAIT),
        ("AuthenticationFailed", 403, Verdict.WAIT),
        ("PublicAccessNotPermitted", 409, Verdict.WAIT),
        ("KeyVaultEncryptionKeyNotFound", 403, Verdict.WAIT),
        ("ContainerNotFound", 404, Verdict.WAIT),
        (None, 404, Verdict.WAIT),
        (None, 403, Verdict.WAIT),
        ("BlobNotFound", 404, Verdict.GONE),
        ("BlobArchived", 409, Verdict.REFUSED),
        ("BlobUsesCustomerSpecifiedEncryption", 409, Verdict.REFUSED),
        ("SomethingNew", 409, Verdict.REFUSED),
        ("ConditionNotMet", 412, Verdict.WAIT),
        ("InvalidHeaderValue", 400, Verdict.WAIT),
        ("SomethingNew", 400, Verdict.WAIT),
        (None, 407, Verdict.WAIT),
        (None, 400, Verdict.NAME),
        ("OutOfRangeInput", 400, Verdict.NAME),
        (None, 414, Verdict.NAME),
        (None, 431, Verdict.NAME),
    ],
)
def test_what_an_error_of_the_account_means(code: str | None, status: int, verdict: Verdict) -> None:
    assert verdict_of(refusal(code, status)) is verdict
    expected = TransientError if verdict is Verdict.WAIT else PermanentError
    with pytest.raises(expected), blob_errors("a.jpg"):
        raise refusal(code, status)


def test_each_code_of_the_account_is_listed_once() -> None:
    listed = " ".join(getattr(storage_errors, name) for name in ("_ACCOUNT", "_BUSY", "_NAME", "_GONE", "_REFUSED"))
    assert sorted(listed.split()) == sorted(VERDICTS)


async def test_archived_blobs_fail_at_once_and_others_are_labelled(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    for number in range(16):
        await clients.images_container.upload_blob(
            f"archived/{number}.png", COFFEE.read_bytes(), standard_blob_tier=StandardBlobTier.ARCHIVE
        )
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    begun = time.monotonic()
    paths = [*(f"archived/{number}.png" for number in range(16)), "a.png"]
    documents = await asyncio.gather(
        *(label_and_find(classifier, clients, message_body(settings, path)) for path in paths)
    )
    assert time.monotonic() - begun < 20
    assert [failure_code(each) for each in documents[:-1]] == ["blob_archived"] * 16
    assert "is in the archive tier; it can be read once it is rehydrated" in str(documents[0]["error"])
    assert documents[-1]["status"] == "labelled"
    await clients.images_container.get_blob_client(paths[0]).set_standard_blob_tier(StandardBlobTier.HOT)
    assert (await label_and_find(classifier, clients, message_body(settings, paths[0])))["status"] == "labelled"
    address = ImageAddress.parse(settings.images_container, paths[1], [], ())
    with pytest.raises(ProblemError, match="is in the archive tier") as caught:
        await content.original(clients, address)
    assert caught.value.status == 409


async def test_a_missing_container_is_no_failure_of_an_image(
    classifier: Classifier, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.delete_container()
    with pytest.raises(TransientError):
        await label(dataclasses.replace(classifier, outage_seconds=0.1), message_body(settings, "a.png"))
    assert await clients.images.count_documents({}) == 0


async def test_labels_do_without_a_thumbnail_that_the_account_refuses(
    classifier: Classifier, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise refusal("BlobImmutableDueToPolicy", 409)

    monkeypatch.setattr(clients.thumbnails_container, "upload_blob", refuse)
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    document = await label_and_find(classifier, clients, message_body(settings, "a.png"))
    assert (document["status"], document["thumbnail"]) == ("labelled", None)


def memory_of(classifier: Classifier) -> tuple[int, int]:
    """The bytes that are taken of decoded images, and of encoded ones."""
    examiner = classifier.examiner
    assert isinstance(examiner, ImageExaminer)
    return examiner._memory.taken, examiner._contents.taken


async def test_images_wait_for_memory_and_one_that_never_fits_fails(
    litert: Model, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    needed = Recognizer(litert, settings).open(COFFEE.read_bytes()).memory
    assert needed > 4 * COFFEE_PIXELS
    narrow = Classifier.of(
        Recognizer(litert, dataclasses.replace(settings, max_image_memory=int(1.5 * needed))), clients
    )
    documents = await asyncio.gather(*(label(narrow, message_body(settings, "a.png")) for _ in range(4)))
    assert [each["status"] for each in documents] == ["labelled"] * 4
    assert memory_of(narrow) == (0, 0)
    narrow.close()
    tiny = Classifier.of(Recognizer(litert, dataclasses.replace(settings, max_image_memory=needed - 1)), clients)
    error = (await label_and_find(tiny, clients, message_body(settings, "a.png")))["error"]
    assert error
    assert error["code"] == "image_memory_exceeded"
    assert f"(PNG, 600 x 400 pixels) takes {needed:,} bytes of memory at once; MAX_IMAGE_MEMORY" in error["message"]
    assert memory_of(tiny) == (0, 0)
    tiny.close()


async def test_what_is_given_up_keeps_its_memory_until_it_ends(
    litert: Model, clients: Clients, settings: Settings
) -> None:
    await clients.images_container.upload_blob("a.png", COFFEE.read_bytes())
    impatient = Classifier.of(Recognizer(litert, dataclasses.replace(settings, max_image_seconds=0.001)), clients)
    await label_and_find(impatient, clients, message_body(settings, "a.png"))
    while impatient.examiner._threads._given_up:  # type: ignore[attr-defined]  # noqa: ASYNC110 - it is for the test to poll
        await asyncio.sleep(0.01)
    await asyncio.sleep(0)
    assert memory_of(impatient) == (0, 0)
    impatient.close()


async def test_a_list_of_events_becomes_a_message_for_each(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cocoon.settings.app_settings.current", lambda: settings)
    monkeypatch.setattr("cocoon.services.clients.current", lambda: clients)
    events = [{"container": settings.images_container, "path": f"{number}.jpg"} for number in range(300)]
    events[7] = {"nonsense": "1"}
    for _ in range(2):  # the second time as a redelivery
        await handle(json.dumps(events).encode())
    received: list[dict[str, Any]] = [*await receive_all(clients, settings)]
    assert sorted(received, key=str) == sorted(events, key=str)


async def test_a_listing_that_the_account_refuses_keeps_no_other_from_running(
    clients: Clients, settings: Settings
) -> None:
    await upload(clients, "a.jpg")
    refused = Listing(settings.images_container, "q" * 20_000, REQUEST)  # as an earlier version has kept it
    await save_listing(clients, refused)
    await on_tick(clients, settings)
    assert [message["path"] for message in await receive_all(clients, settings)] == ["a.jpg"]
    kept = {each.kind: each for each in await load_listings(clients, settings)}
    assert kept[REQUEST].finished
    assert "refuses to list what begins with 'qqq" in (kept[REQUEST].error or "")
    assert kept["timer"].finished
    assert kept["timer"].error is None
    assert len(json.dumps(await statistics(clients, settings, CountStore(clients), 60), default=str)) < 10_000


async def test_a_request_that_fails_is_tried_again_for_a_day_and_stops_nothing(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(clients, "a.jpg")
    real = list_pages

    async def pages_that_fail(container: Any, prefix: str, continuation: str | None) -> AsyncIterator[Page]:  # noqa: ANN401
        if prefix == "bad":
            raise TransientError("The storage account is not available.")
        async for page in real(container, prefix, continuation):
            yield page

    monkeypatch.setattr("enqueue_blobs.listing_services.list_pages", pages_that_fail)
    fails = Listing(settings.images_container, "bad", REQUEST)
    await save_listing(clients, fails)
    with pytest.raises(TransientError, match="is not available"):
        await on_tick(clients, settings)
    assert [message["path"] for message in await receive_all(clients, settings)] == ["a.jpg"]
    kept = {each.kind: each for each in await load_listings(clients, settings)}
    assert (kept[REQUEST].finished, kept[REQUEST].error) == (None, "The storage account is not available.")
    kept[REQUEST].started -= GIVEN_UP_AFTER
    await save_listing(clients, kept[REQUEST])
    with pytest.raises(TransientError):
        await on_tick(clients, settings)
    kept = {each.kind: each for each in await load_listings(clients, settings)}
    assert kept[REQUEST].finished


async def test_a_request_whose_listing_is_refused_is_a_bad_one(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise refusal("OutOfRangeInput", 400)

    refused = SimpleNamespace(by_page=lambda _: map(refuse, [1]))
    monkeypatch.setattr(clients.images_listing, "list_blobs", lambda **_: refused)
    for dry_run in (True, False):
        with pytest.raises(BadRequestError, match=r"refuses to list what begins with 'p' \(OutOfRangeInput\)"):
            await on_request(EnqueueRequest(prefix="p", dry_run=dry_run), clients, settings)


async def test_where_the_database_refuses_to_count_searching_goes_on(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await put_labels(clients, "1", "cat", "sofa")
    await count_images(clients)
    before = await count_images(clients)  # as it is kept

    async def refuse(*_: object, **__: object) -> None:
        raise OperationFailure("Query exceeded the maximum allowed memory", 16501)

    monkeypatch.setattr("query_labels.statistics.count_store._aggregate", refuse)
    await put_labels(clients, "2", "cat")
    store = CountStore(clients)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert (await count_images(clients)).labels == before.labels
            page = await search_images(clients, store, parse_search([("label", "cat")]))
            assert len(page["items"]) == 2
        assert (await count_labels(store, LabelsQuery()))["counted_at"] == before.counted_at
        assert (await count_failures(store))["counted_at"] == before.counted_at
        assert (await statistics(clients, settings, CountStore(clients), 60))["images"] == 2
    assert "the database refuses to count; the totals stay as they were at" in caplog.text
    await clients.counts.delete_many({})
    assert (await count_images(clients)).counted_at is None  # it never could
    assert (await search_images(clients, CountStore(clients), parse_search([("label", "cats")])))["items"] == []


async def test_an_index_that_is_refused_keeps_nothing_from_being_listed(
    clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make, made = clients.images.create_indexes, list[str]()

    async def refuse_one(models: list[IndexModel]) -> list[str]:
        if any("ranks.$**" in model.document["key"] for model in models):
            raise OperationFailure("the limit of indexes is reached", 67)
        made.extend(await make(models))
        return made

    monkeypatch.setattr(clients.images, "create_indexes", refuse_one)
    await upload(clients, "a.jpg")
    await on_tick(clients, settings)
    assert [message["path"] for message in await receive_all(clients, settings)] == ["a.jpg"]
    assert "the database refuses an index" in caplog.text
    assert len(made) == len(indexes.IMAGES)  # that of the labels is among them, that of the ranks is not


@pytest.mark.parametrize("name", ["a\u0001.jpg", "b\uffff.jpg"])
async def test_a_name_that_azurite_cannot_list_is_what_the_error_speaks_of(
    clients: Clients, settings: Settings, name: str
) -> None:
    await upload(clients, "a.jpg")
    await clients.images_container.upload_blob(name, b"x")
    with pytest.raises(TransientError, match=r"Azurite cannot list the container\. .* such as U\+0001 or U\+FFFF"):
        await on_tick(clients, settings)
    await clients.images_container.delete_blob(name)
    await on_tick(clients, settings)
    assert [message["path"] for message in await receive_all(clients, settings)] == ["a.jpg"]
