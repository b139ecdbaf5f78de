"""Documents of 1.0 are found while the first recount is still completing them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cocoon.labels.taxonomy_format import parse_taxonomy
from cocoon.records.counts import Counts
from cocoon.records.label import Label
from cocoon.services import indexes
from cocoon.services.clients import Clients
from query_labels.covers.covers_request import LabelsBelow
from query_labels.covers.label_covers import label_covers
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import CountStore
from query_labels.thesaurus.thesaurus import Thesaurus
from recount_labels.tick import RecountTick
from tests.kits.documents import AT, failed_document, labelled_document
from tests.kits.former_documents import as_of_1_0
from tests.kits.thesauri import NO_SOURCE

THESAURUS = Thesaurus(
    [parse_taxonomy({"labels": {"animal": {}, "cat": {"parents": ["animal"]}, "dog": {"parents": ["animal"]}}})]
)


@pytest.fixture
async def upgraded(clients: Clients) -> Clients:
    """A collection of 1.0 after the first moment of a recount, with an image that was labelled since."""
    container = clients.images_container.container_name
    former = [
        labelled_document(container, "a/b/1.jpg", Label("cat", 0.5)),
        labelled_document(container, "a/2.jpg", Label("cat", 0.9), Label("dog", 0.3), at=AT + timedelta(minutes=1)),
        failed_document(container, "a/bad.jpg", "image_damaged"),
    ]
    former[1]["thumbnail"] = "2.jpg"
    await clients.images.insert_many([as_of_1_0(each) for each in former])  # type: ignore[misc]
    await indexes.ensure(clients.images)
    await RecountTick(clients, container, seconds=0.0).run()
    return clients


@pytest.mark.parametrize(
    ("parameters", "paths"),
    [
        ([("label", "cat")], ["a/2.jpg", "a/b/1.jpg"]),  # the newest first: few have postings yet
        ([("label", "cat"), ("label", "dog")], ["a/2.jpg"]),
        ([("label", "cat"), ("min_score", "0.6")], ["a/2.jpg"]),
        ([("label", "cat"), ("label", "-dog")], ["a/b/1.jpg"]),
        ([("label", "cat"), ("prefix", "a/b/")], ["a/b/1.jpg"]),
        ([("prefix", "a/b/")], ["a/b/1.jpg"]),
        ([("model", "net"), ("label", "dog")], ["a/2.jpg"]),
        ([("error", "image_damaged")], ["a/bad.jpg"]),
    ],
)
async def test_they_are_found(upgraded: Clients, parameters: list[tuple[str, str]], paths: list[str]) -> None:
    answer: Any = await search_images(upgraded, CountStore(upgraded), NO_SOURCE, parse_search(parameters))
    assert [item["path"] for item in answer["items"]] == paths


async def test_when_it_is_done_their_lists_are_used(upgraded: Clients) -> None:
    assert not (await CountStore(upgraded).current()).are_filled
    await RecountTick(upgraded, upgraded.images_container.container_name, settling_seconds=0.0).run(force=True)
    assert (await CountStore(upgraded).current()).are_filled


async def test_their_labels_have_covers(upgraded: Clients) -> None:
    answer = await label_covers(upgraded, _Counted(upgraded), THESAURUS, LabelsBelow())
    assert [(each["name"], each["cover"] and each["cover"]["path"]) for each in answer["items"]] == [
        ("cat", "a/2.jpg"),
        ("dog", "a/2.jpg"),
    ]


class _Counted(CountStore):
    """The totals after the recount has counted, and before it has filled."""

    async def current(self, within: float = 0.0) -> Counts:
        return replace(await super().current(within), labels={"cat": 2, "dog": 1}, images=3)
