"""The postings of an image are those of its document, by the real database, even if a worker is killed in between."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pymongo.asynchronous.collection import AsyncCollection

from classify_image.classifier import Classifier
from classify_image.dispatch import dispatch
from cocoon.records.posting import posting_ids
from cocoon.services.clients import Clients
from cocoon.services.image_removal import ImageRemover
from cocoon.services.postings import Postings
from cocoon.settings.app_settings import Settings
from tests.kits.crashes import Crash
from tests.kits.messages import message_body
from tests.kits.sample_images import CHELSEA, COFFEE


async def are_consistent(clients: Clients) -> bool:
    """Return whether the postings are just those of the documents, and no document remembers former ones."""
    documents = await clients.images.find().to_list()
    postings = {each["_id"] async for each in clients.postings.find()}
    own = {id_ for document in documents for id_ in posting_ids(document)}
    return postings == own and not any(document["former_postings"] for document in documents)


async def deliver(
    classifier: Classifier, clients: Clients, settings: Settings, *, etag: str | None = None, again: bool = False
) -> None:
    """Deliver the message that names a.png."""

    async def get_classifier() -> Classifier:
        return classifier

    await dispatch(message_body(settings, "a.png", etag), clients, settings, get_classifier, redelivered=again)


async def upload(clients: Clients, content: bytes) -> str:
    """Upload a.png and return its ETag."""
    answer = await clients.images_container.upload_blob("a.png", content, overwrite=True)
    return str((await answer.get_blob_properties()).etag).strip('"')


@contextmanager
def killed_at(monkeypatch: pytest.MonkeyPatch, owner: type, method: str) -> Iterator[None]:
    """Kill whoever calls a method."""

    async def be_killed(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(owner, method, be_killed)
        try:
            yield
        except Crash:
            return
    raise AssertionError(f"nobody called {method}")


async def test_labelling_overwriting_and_removing(classifier: Classifier, clients: Clients, settings: Settings) -> None:
    for content in (CHELSEA, COFFEE):
        await upload(clients, content.read_bytes())
        await deliver(classifier, clients, settings)
        assert await are_consistent(clients)
    document = await clients.images.find_one({})
    assert document
    assert "espresso" in document["label_names"]
    assert await clients.postings.count_documents({"label": "espresso"}) == 1
    await upload(clients, b"not an image")
    await deliver(classifier, clients, settings)
    assert await clients.postings.count_documents({}) == 0
    await upload(clients, COFFEE.read_bytes())
    await deliver(classifier, clients, settings)
    await clients.images_container.delete_blob("a.png")
    assert await ImageRemover.of(clients).remove_if_gone("a.png")
    assert await clients.postings.count_documents({}) == 0


async def test_a_worker_that_is_killed_before_the_postings(
    classifier: Classifier, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = await upload(clients, COFFEE.read_bytes())
    with killed_at(monkeypatch, Postings, "insert"):
        await deliver(classifier, clients, settings, etag=etag)
    assert not await are_consistent(clients)
    await deliver(classifier, clients, settings, etag=etag, again=True)
    assert await are_consistent(clients)


@pytest.mark.parametrize("method", ["write", "remove", "insert", "_forget_former"])
async def test_a_worker_that_is_killed_while_it_replaces_the_postings(
    classifier: Classifier, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    await upload(clients, CHELSEA.read_bytes())
    await deliver(classifier, clients, settings)
    etag = await upload(clients, COFFEE.read_bytes())
    with killed_at(monkeypatch, Postings, method):
        await deliver(classifier, clients, settings, etag=etag)
    assert not await are_consistent(clients)
    await deliver(classifier, clients, settings, etag=etag, again=True)
    assert await are_consistent(clients)


async def test_a_removal_that_is_interrupted_is_done_the_next_time(
    classifier: Classifier, clients: Clients, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(clients, COFFEE.read_bytes())
    await deliver(classifier, clients, settings)
    await clients.images_container.delete_blob("a.png")
    with killed_at(monkeypatch, AsyncCollection, "delete_one"):
        await ImageRemover.of(clients).remove_if_gone("a.png")
    assert await clients.images.count_documents({}) == 1
    assert await ImageRemover.of(clients).remove_if_gone("a.png")
    assert await are_consistent(clients)
    assert await clients.images.count_documents({}) == 0
