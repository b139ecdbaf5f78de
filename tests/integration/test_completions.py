"""Completions of a collection: of its labels, and of the names of its files and folders."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from cocoon.errors import TransientError
from cocoon.records.label import BroaderLabel, Label
from cocoon.services import indexes
from cocoon.services.clients import Clients
from query_labels.completion import recent_paths
from query_labels.completion.answer import find_completions
from query_labels.completion.completion_request import CompletionQuery
from query_labels.completion.other_words import OtherWords
from query_labels.completion.recent_paths import RecentPaths
from query_labels.statistics.count_store import store_of
from query_labels.thesaurus.source import ThesaurusSource
from tests.kits.counts import recount
from tests.kits.documents import insert_documents, labelled_document
from tests.kits.thesauri import FilesInMemory

TAXONOMY = {"labels": {"dog": {"names": {"de": ["Hund"]}}, "German shepherd": {"parents": ["dog"]}}}
REX = "2024/Beach/rex.jpg"


@pytest.fixture
async def filled(clients: Clients) -> Clients:
    await indexes.ensure(clients.images)
    container = clients.images_container.container_name
    shepherd, dog = Label("German shepherd", 0.6, model="net"), BroaderLabel("dog", 0.9)
    await insert_documents(clients, [labelled_document(container, REX, shepherd, broader=[dog])])
    await recount(clients)
    return clients


async def completed(clients: Clients, recent: RecentPaths, text: str) -> Mapping[str, Any]:
    files = FilesInMemory(net={"taxonomy.json": TAXONOMY, "words.json": {"words": {"dog": ["puppy"]}}})
    words = OtherWords(ThesaurusSource(files))
    return await find_completions(store_of(clients), words, recent, CompletionQuery(text))


async def test_labels_words_names_and_folders_complete(filled: Clients) -> None:
    recent = RecentPaths(filled)
    shepherd = {"word": "german shepherd", "as": "german shepherd", "because": None, "images": 1}
    assert await completed(filled, recent, "she") == {"items": [shepherd], "names": [], "folders": []}
    for text, because in (("puppies", "narrower"), ("hund", "translation"), ("dogs", "plural")):
        first = (await completed(filled, recent, text))["items"][0]
        assert first == {"word": text, "as": "dog", "because": because, "images": 1}
    assert await completed(filled, recent, "bea") == {"items": [], "names": ["beach"], "folders": ["2024/Beach/"]}
    assert await completed(filled, recent, "") == {"items": [], "names": [], "folders": []}


async def test_paths_are_read_once_a_minute_and_serve_meanwhile(
    filled: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent = RecentPaths(filled)
    container = filled.images_container.container_name
    assert (await completed(filled, recent, "rex"))["names"] == ["rex"]
    await insert_documents(filled, [labelled_document(container, "rexroth.jpg")])
    assert (await completed(filled, recent, "rexr"))["names"] == []
    monkeypatch.setattr(recent_paths, "FRESH_SECONDS", 0.0)
    for _ in range(50):
        if (await completed(filled, recent, "rexr"))["names"] == ["rexroth"]:
            break
        await asyncio.sleep(0.1)
    else:
        pytest.fail("the newer path is never read")

    async def fail(*_: object, **__: object) -> None:
        raise TransientError("The database is away.")

    monkeypatch.setattr(recent_paths, "find_by_index", fail)
    assert (await completed(filled, recent, "rex"))["names"] == ["rex", "rexroth"]
