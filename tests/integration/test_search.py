"""Searches, counts of labels and single images, by the real database."""

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from cocoon.errors import NotFoundError
from cocoon.records.label import Label
from cocoon.services import indexes
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from query_labels.image_address import ImageAddress
from query_labels.image_lookup import get_image
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import store_of
from query_labels.statistics.label_counts import count_failures, count_labels, label_count
from query_labels.statistics.statistics_request import LabelsQuery
from tests.kits.counts import recount
from tests.kits.documents import AT, failed_document, insert_documents, labelled_document
from tests.kits.thesauri import NO_SOURCE, NO_THESAURUS

IMAGES: dict[str, dict[str, float]] = {
    "a/1.jpg": {"tiger cat": 0.9, "tabby": 0.05},
    "a/2.jpg": {"tabby": 0.8, "Tiger cat": 0.1},
    "b/1.jpg": {"espresso": 0.95},
    "b/2.jpg": {"espresso": 0.5, "cup": 0.4},
    "b/3.jpg": {"cup": 0.6, "espresso": 0.3},
    "c/$1.jpg": {"$where": 0.7},
}


@pytest.fixture
async def filled(clients: Clients) -> Clients:
    await indexes.ensure(clients.images)
    container = clients.images_container.container_name
    documents = []
    for minutes, (path, scores) in enumerate(IMAGES.items()):
        labels = [Label(name, score) for name, score in scores.items()]
        documents.append(labelled_document(container, path, *labels, at=AT + timedelta(minutes=minutes)))
    documents.append(failed_document(container, "d/bad.jpg", "image_damaged", at=AT + timedelta(hours=1)))
    await insert_documents(clients, documents)
    await recount(clients)
    return clients


async def paths(clients: Clients, *parameters: tuple[str, str]) -> list[str]:
    answer: Any = await search_images(clients, store_of(clients), NO_SOURCE, parse_search(parameters))
    return [item["path"] for item in answer["items"]]


async def test_everything_newest_first(filled: Clients) -> None:
    assert await paths(filled) == ["d/bad.jpg", *reversed(IMAGES)]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ([("label", "espresso")], ["b/1.jpg", "b/2.jpg", "b/3.jpg"]),
        ([("label", "TIGER_CAT")], ["a/1.jpg", "a/2.jpg"]),
        ([("label", "tabby"), ("sort", "newest")], ["a/2.jpg", "a/1.jpg"]),
        ([("label", "espresso"), ("label", "cup")], ["b/2.jpg", "b/3.jpg"]),
        ([("label", "cup"), ("label", "espresso")], ["b/3.jpg", "b/2.jpg"]),
        ([("label", "cup"), ("label", "tabby"), ("match", "any")], ["b/3.jpg", "b/2.jpg", "a/2.jpg", "a/1.jpg"]),
        ([("label", "espresso"), ("min_score", "0.5")], ["b/1.jpg", "b/2.jpg"]),
        ([("label", "cup"), ("label", "tabby"), ("match", "any"), ("min_score", "0.5")], ["b/3.jpg", "a/2.jpg"]),
        ([("prefix", "a/")], ["a/2.jpg", "a/1.jpg"]),
        ([("prefix", "b/"), ("label", "cup")], ["b/3.jpg", "b/2.jpg"]),
        ([("status", "failed")], ["d/bad.jpg"]),
        ([("label", "$where")], ["c/$1.jpg"]),
        ([("label", "unknown")], []),
        ([("label", "espressos"), ("label", "-cups")], ["b/1.jpg"]),
        ([("label", "-espresso"), ("label", "-tabby")], ["d/bad.jpg", "c/$1.jpg"]),
        ([("error", "image_damaged")], ["d/bad.jpg"]),
        ([("error", "other")], []),
        ([("model", "net"), ("label", "cup")], ["b/3.jpg", "b/2.jpg"]),
        ([("model", "net"), ("model_version", "2")], []),
    ],
)
async def test_searches(filled: Clients, parameters: Sequence[tuple[str, str]], expected: list[str]) -> None:
    assert await paths(filled, *parameters) == expected


@pytest.mark.parametrize("parameters", [[], [("label", "espresso")], [("label", "cup"), ("sort", "newest")]])
async def test_pages_join_without_gaps(filled: Clients, parameters: list[tuple[str, str]]) -> None:
    whole = await paths(filled, *parameters)
    paged: list[str] = []
    cursor: list[tuple[str, str]] = []
    for _ in itertools.count():
        answer: Any = await search_images(
            filled, store_of(filled), NO_SOURCE, parse_search([*parameters, ("limit", "1"), *cursor])
        )
        paged += [item["path"] for item in answer["items"]]
        if answer["next_cursor"] is None:
            break
        cursor = [("cursor", answer["next_cursor"])]
    assert paged == whole


async def test_items_show_no_internals(filled: Clients) -> None:
    answer: Any = await search_images(
        filled, store_of(filled), NO_SOURCE, parse_search([("label", "tabby"), ("limit", "1")])
    )
    (item,) = answer["items"]
    assert [(each["name"], each["score"]) for each in item["labels"]] == [("tabby", 0.8), ("Tiger cat", 0.1)]
    assert item["links"]["self"] == "/api/images/a/2.jpg"
    assert not {"_id", "ranks", "label_names", "thumbnail", "modified", "path_words"} & item.keys()


async def test_label_counts(filled: Clients) -> None:
    counts: Any = await count_labels(store_of(filled), NO_THESAURUS, LabelsQuery())
    assert counts["items"][:2] == [label_count("espresso", 3, NO_THESAURUS), label_count("cup", 2, NO_THESAURUS)]
    assert len(counts["items"]) == 5
    cats: Any = await count_labels(store_of(filled), NO_THESAURUS, LabelsQuery("ca"))
    assert cats["items"] == [label_count("tiger cat", 2, NO_THESAURUS)]
    tails: Any = await count_labels(store_of(filled), NO_THESAURUS, LabelsQuery("t", 1))
    assert tails["items"] == [label_count("tabby", 2, NO_THESAURUS)]


async def test_failure_counts(filled: Clients) -> None:
    counts: Any = await count_failures(store_of(filled))
    assert counts["items"] == [{"code": "image_damaged", "images": 1}]


async def test_facets_count_the_other_labels_of_the_result(filled: Clients) -> None:
    answer: Any = await search_images(
        filled, store_of(filled), NO_SOURCE, parse_search([("label", "espresso"), ("facets", "5"), ("limit", "1")])
    )
    assert answer["facets"] == {"labels": [label_count("cup", 2, NO_THESAURUS)], "images": 3, "complete": True}
    answer = await search_images(filled, store_of(filled), NO_SOURCE, parse_search([("facets", "1")]))
    assert answer["facets"]["labels"] == [label_count("espresso", 3, NO_THESAURUS)]


async def test_an_unknown_label_brings_suggestions(filled: Clients) -> None:
    answer: Any = await search_images(filled, store_of(filled), NO_SOURCE, parse_search([("label", "cat")]))
    assert (answer["items"], answer["suggestions"]) == ([], [label_count("tiger cat", 2, NO_THESAURUS)])
    answer = await search_images(
        filled, store_of(filled), NO_SOURCE, parse_search([("label", "cup"), ("prefix", "z/")])
    )
    assert answer["suggestions"] == []  # the label is known; it is the prefix that nothing has


async def test_pages_while_images_are_added(filled: Clients) -> None:
    """None of those that were there twice, and none left out."""
    before = await paths(filled, ("label", "espresso"), ("sort", "newest"))
    cursor: list[tuple[str, str]] = []
    seen: list[str] = []
    for number in itertools.count():
        query = parse_search([("label", "espresso"), ("sort", "newest"), ("limit", "1"), *cursor])
        answer: Any = await search_images(filled, store_of(filled), NO_SOURCE, query)
        seen += [item["path"] for item in answer["items"]]
        if answer["next_cursor"] is None:
            break
        for hours in (-1, 1):
            at = AT + timedelta(hours=hours, minutes=number)
            container, path = filled.images_container.container_name, f"new/{number}{hours}.jpg"
            new = labelled_document(container, path, Label("espresso", 0.5), at=at)
            await insert_documents(filled, [new])
        cursor = [("cursor", answer["next_cursor"])]
        if number > 20:
            break
    assert [path for path in seen if not path.startswith("new/")] == before
    assert len(set(seen)) == len(seen)


async def test_one_image(filled: Clients, settings: Settings) -> None:
    container = filled.images_container.container_name
    document = await get_image(filled, settings, NO_THESAURUS, ImageAddress.parse(container, "c/$1.jpg", []))
    assert document["labels"] == [{"name": "$where", "score": 0.7, "model": "net", "parents": []}]
    with pytest.raises(NotFoundError, match=r"No image 'c/2.jpg' has been looked at"):
        await get_image(filled, settings, NO_THESAURUS, ImageAddress.parse(container, "c/2.jpg", []))


async def test_an_empty_database_answers(clients: Clients, settings: Settings) -> None:
    nothing: dict[str, object] = {
        "items": [],
        "next_cursor": None,
        "understood": [],
        "suggestions": [],
        "facets": None,
    }
    assert await search_images(clients, store_of(clients), NO_SOURCE, parse_search([])) == nothing
    assert await search_images(clients, store_of(clients), NO_SOURCE, parse_search([("label", "cat")])) == nothing
    assert await count_labels(store_of(clients), NO_THESAURUS, LabelsQuery()) == {"items": [], "counted_at": None}
    assert await count_failures(store_of(clients)) == {"items": [], "counted_at": None}
    assert settings.database_name not in await clients.images.database.client.list_database_names()
