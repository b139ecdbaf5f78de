"""Searches stop at their bound, with a short page and a place to go on from; postings that are not true stay unseen."""

from datetime import timedelta
from typing import Any

import pytest

from cocoon.records.label import Label
from cocoon.records.posting import posting_ids, postings_of
from cocoon.services import indexed_find, indexes
from cocoon.services.clients import Clients
from query_labels.search import matches
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import store_of
from tests.kits.documents import AT, insert_documents, labelled_document, remove_document
from tests.kits.thesauri import NO_SOURCE

Pairs = list[tuple[str, str]]
BOUND = 100
HAYSTACK = 300
NEEDLES = ["2024/needle-2.jpg", "2024/needle-1.jpg", "2024/needle-0.jpg"]  # in every order the last of all


@pytest.fixture
async def unlucky(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> Clients:
    """A collection in which little of what is common belongs to a search."""
    monkeypatch.setattr(matches, "MOST_EXAMINED", BOUND)
    await indexes.ensure(clients.images)
    container = clients.images_container.container_name
    hay = [Label("hay", 0.9), Label("straw", 0.9)]
    documents = [
        labelled_document(container, f"2023/{number}.jpg", *hay, at=AT + timedelta(seconds=number + 1))
        for number in range(HAYSTACK)
    ]
    for number, path in enumerate(reversed(NEEDLES)):
        labels = [Label(name, 0.1 + number / 100) for name in ("hay", "straw", "needle")]
        documents.append(labelled_document(container, path, *labels, at=AT + timedelta(milliseconds=number)))
    await insert_documents(clients, documents)
    return clients


async def search(clients: Clients, parameters: Pairs) -> Any:  # noqa: ANN401
    return await search_images(clients, store_of(clients), NO_SOURCE, parse_search(parameters))


def paths(answer: Any) -> list[str]:  # noqa: ANN401
    return [item["path"] for item in answer["items"]]


async def go_on(clients: Clients, parameters: Pairs) -> list[Any]:
    answers = [await search(clients, parameters)]
    while cursor := answers[-1]["next_cursor"]:
        answers.append(await search(clients, [*parameters, ("cursor", cursor)]))
        assert len(answers) < 50
    return answers


@pytest.mark.parametrize(
    "parameters",
    [
        [("label", "hay"), ("classified_to", (AT + timedelta(seconds=1)).isoformat())],
        [("label", "hay"), ("label", "straw"), ("match", "any"), ("classified_to", "2026-11-23T00:00:01Z")],
        [("label", "hay"), ("label", "straw"), ("label", "-straw")],
        [("label", "hay"), ("prefix", "2024/n"), ("sort", "newest")],
        [("prefix", "202"), ("model", "other")],
        [("label", "-hay")],
    ],
)
async def test_a_search_finds_everything_however_often_it_stops(unlucky: Clients, parameters: Pairs) -> None:
    answers = await go_on(unlucky, [*parameters, ("limit", "2")])
    found = [path for answer in answers for path in paths(answer)]
    is_for_needles = (
        any(name in {"classified_to", "prefix"} for name, _ in parameters) and ("model", "other") not in parameters
    )
    assert found == (NEEDLES if is_for_needles else [])


@pytest.mark.parametrize("order", ["score", "newest"])
async def test_a_search_stops_at_its_bound_with_a_short_page(unlucky: Clients, order: str) -> None:
    # What excludes has no list, so all of the common label's are looked at.
    answers = await go_on(unlucky, [("label", "hay"), ("label", "-needle"), ("sort", order), ("limit", "200")])
    assert sum(len(answer["items"]) for answer in answers) == HAYSTACK
    assert all(len(answer["items"]) <= BOUND for answer in answers)
    assert len(answers) > HAYSTACK / BOUND
    answers = await go_on(unlucky, [("label", "hay"), ("label", "-straw"), ("sort", order)])
    assert [paths(answer) for answer in answers[:3]] == [[], [], []]
    assert all(answer["suggestions"] == [] for answer in answers)


async def test_a_rare_label_or_folder_is_found_at_once(unlucky: Clients) -> None:
    for rare in (("label", "needle"), ("prefix", "2024/"), ("prefix", "2024/need"), ("name", "needle")):
        for order in ("score", "newest"):
            answer = await search(unlucky, [("label", "hay"), rare, ("sort", order)])
            assert (paths(answer), answer["next_cursor"]) == (NEEDLES, None), (rare, order)


async def test_facets_say_that_they_are_not_complete(unlucky: Clients) -> None:
    answer = await search(unlucky, [("label", "hay"), ("facets", "5"), ("limit", "1")])
    assert (answer["facets"]["images"], answer["facets"]["complete"]) == (200, False)
    answer = await search(unlucky, [("label", "needle"), ("facets", "5"), ("cursor", "")])
    assert (answer["facets"]["images"], answer["facets"]["complete"]) == (3, True)


async def test_postings_that_are_not_true_stay_unseen(clients: Clients) -> None:
    container = clients.images_container.container_name
    await indexes.ensure(clients.images)
    there = labelled_document(container, "there.jpg", Label("cat", 0.5))
    gone = labelled_document(container, "gone.jpg", Label("cat", 0.9))
    before = labelled_document(container, "changed.jpg", Label("cat", 0.8), Label("dog", 0.8))
    now = labelled_document(container, "changed.jpg", Label("cat", 0.3))
    await insert_documents(clients, [there, gone, now])
    await remove_document(clients, gone)
    await clients.postings.insert_many([*postings_of(gone), *postings_of(before)])
    assert paths(await search(clients, [("label", "cat")])) == ["there.jpg", "changed.jpg"]
    assert paths(await search(clients, [("label", "cat"), ("min_score", "0.6")])) == []
    assert paths(await search(clients, [("label", "dog")])) == []
    first = await search(clients, [("label", "cat"), ("limit", "1")])
    second = await search(clients, [("label", "cat"), ("limit", "1"), ("cursor", first["next_cursor"])])
    assert paths(first) + paths(second) == ["there.jpg", "changed.jpg"]
    await clients.postings.delete_many({"_id": {"$in": sorted(posting_ids(there))}})  # it lags
    assert paths(await search(clients, [("label", "cat"), ("sort", "newest")])) != []
    assert paths(await search(clients, [("label", "cat")])) == ["changed.jpg"]


async def test_without_an_index_a_search_names_none(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a server whose planner needs the names, before the timer has made the indexes."""
    monkeypatch.setattr(indexed_find, "is_documentdb", lambda _client: True)
    container = clients.images_container.container_name
    await insert_documents(clients, [labelled_document(container, "1.jpg", Label("cat", 0.5))])
    for order in ("score", "newest", "score"):
        assert paths(await search(clients, [("label", "cat"), ("sort", order)])) == ["1.jpg"]
