"""Random searches find what a loop over all documents finds."""

import random
from datetime import timedelta
from typing import Any

import pytest

from cocoon.labels.path_words import words_of
from cocoon.records.image_document import ImageDocument, failure_code
from cocoon.records.label import Label
from cocoon.records.model_name import ModelName
from cocoon.services import indexes
from cocoon.services.clients import Clients
from query_labels.search import matches, selectivity
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import store_of
from tests.kits.counts import put_totals
from tests.kits.documents import (
    AT,
    failed_document,
    insert_documents,
    labelled_document,
    remove_document,
    replace_document,
)
from tests.kits.thesauri import NO_SOURCE

NAMES = ["cat", "dog", "tiger cat", "st. bernard", "$price", "a.b", "übung", "cup"]
WORDS = ["eiffel", "tower", "beach", "2024"]  # of paths, none of them a label
FOLDERS = ["a/", "a/b/", "a/b/c/", "d/", ""]
PREFIXES = ["a", "a/", "a/b/", "a/b/c/", "a/b/eiffel", "d/", "eiffel", "tower-", "e/"]
DOCUMENTS, SEARCHES = 300, 320

Query = list[tuple[str, str]]


def some_document(chance: random.Random, number: int, container: str) -> ImageDocument:
    words = chance.sample(WORDS, chance.randrange(3))
    path = chance.choice(FOLDERS) + "-".join([*words, f"{number:03}.jpg"])
    model = ModelName(chance.choice(["net", "other"]), chance.choice("12"))
    at = AT + timedelta(milliseconds=chance.randrange(60))  # several at a time
    if chance.random() < 0.1:
        return failed_document(container, path, chance.choice(["x", "y"]), at=at, model=model)
    names = chance.sample(NAMES, chance.randrange(4))
    labels = sorted((Label(name, round(chance.random(), 1)) for name in names), key=lambda label: -label.score)
    return labelled_document(container, path, *labels, at=at, model=model, etag=str(number))


def some_query(chance: random.Random) -> Query:
    labels = chance.sample(NAMES, chance.choice([0, 1, 1, 2, 3]))
    wanted = labels + chance.sample([*WORDS, "eiffel tower"], chance.choice([0, 0, 0, 1, 2]))
    parameters = [("label", name) for name in wanted] + [("label", f"-{chance.choice(NAMES)}")] * chance.randrange(2)
    parameters += [("match", chance.choice(["all", "any"]))] if chance.random() < 0.5 else []
    options = {
        "prefix": PREFIXES,
        "status": ["labelled", "failed"],
        "error": "xy",
        "model": ["net", "other"],
        "name": [*WORDS, "tower 2024"],
        "classified_from": [(AT + timedelta(milliseconds=each)).isoformat() for each in (-1, 0, 10, 30)],
        "classified_to": [(AT + timedelta(milliseconds=each)).isoformat() for each in (31, 50, 70)],
    }
    parameters += [(name, chance.choice(values)) for name, values in options.items() if chance.random() < 0.15]
    if "model" in dict(parameters) and chance.random() < 0.5:
        parameters.append(("model_version", chance.choice("12")))
    if wanted and chance.random() < 0.5:
        parameters.append(("min_score", str(round(chance.random(), 1))))
    if chance.random() < 0.3:
        parameters.append(("sort", "newest"))
    return parameters


def belongs(each: ImageDocument, parameters: Query) -> bool:
    values = dict(parameters)
    wanted = [value for name, value in parameters if name == "label" and not value.startswith("-")]
    unwanted = {value[1:] for name, value in parameters if name == "label" and value.startswith("-")}
    least, either = float(values.get("min_score", 0)), values.get("match") == "any"
    scores = {label["name"]: label["score"] for label in each["labels"]}

    def has(word: str) -> bool:
        if word in NAMES:
            return word in scores and scores[word] >= least
        return {*words_of(word)} <= {*each["path_words"]}

    return (
        (not wanted or (any if either else all)(map(has, wanted)))
        and not unwanted & scores.keys()
        and {*words_of(values.get("name", ""))} <= {*each["path_words"]}
        and each["path"].startswith(values.get("prefix", ""))
        and each["status"] == values.get("status", each["status"])
        and ("error" not in values or failure_code(each) == values["error"])
        and each["model"]["name"] == values.get("model", each["model"]["name"])
        and each["model"]["version"] == values.get("model_version", each["model"]["version"])
        and values.get("classified_from", "") <= each["classified_at"].isoformat()
        and each["classified_at"].isoformat() < values.get("classified_to", "9")
    )


def expected(documents: list[ImageDocument], parameters: Query) -> list[ImageDocument]:
    values = dict(parameters)
    wanted = [value for name, value in parameters if name == "label" and not value.startswith("-")]
    labels = [value for value in wanted if value in NAMES]
    has_order = len(wanted) == 1 or values.get("match") != "any"
    by_score = labels and values.get("sort") != "newest" and has_order

    def order(each: ImageDocument) -> Any:  # noqa: ANN401 - a sort key
        if by_score:
            return next(label["score"] for label in each["labels"] if label["name"] == labels[0]), each["_id"]
        return each["classified_at"], tuple(-ord(character) for character in each["_id"])

    return sorted((each for each in documents if belongs(each, parameters)), key=order, reverse=True)


async def next_page(
    clients: Clients, parameters: Query, limit: int, cursor: str | None
) -> tuple[list[str], str | None]:
    more = [("limit", str(limit)), *([("cursor", cursor)] if cursor else [])]
    answer: Any = await search_images(clients, store_of(clients), NO_SOURCE, parse_search([*parameters, *more]))
    paths = [item["path"] for item in answer["items"]]
    assert len(paths) <= limit
    return paths, answer["next_cursor"]


async def pages(clients: Clients, parameters: Query, limit: int, *, are_full: bool = True) -> list[str]:
    paths, cursor = await next_page(clients, parameters, limit, None)
    while cursor is not None:
        assert len(paths) % limit == 0 or not are_full
        more, cursor = await next_page(clients, parameters, limit, cursor)
        paths += more
    return paths


@pytest.fixture
def documents(clients: Clients) -> list[ImageDocument]:
    chance = random.Random(1)
    return [some_document(chance, number, clients.images_container.container_name) for number in range(DOCUMENTS)]


@pytest.fixture
async def filled(clients: Clients, documents: list[ImageDocument]) -> Clients:
    await indexes.ensure(clients.images)
    # Those of another container in the same database are never found.
    others = [some_document(random.Random(2), number, "another") for number in range(DOCUMENTS // 3)]
    await insert_documents(clients, documents + others)
    return clients


def counted(documents: list[ImageDocument], totals: str) -> list[ImageDocument]:
    """Return what totals are of: a recount may be due, and what is stored now is added seconds later."""
    return {"right": documents, "none": [], "too few": documents[::20], "too many": documents * 20}[totals]


@pytest.mark.parametrize("totals", ["right", "none", "too few", "too many"])
@pytest.mark.parametrize("seed", range(2))
async def test_every_search_finds_what_a_loop_finds(
    filled: Clients, documents: list[ImageDocument], seed: int, totals: str
) -> None:
    await put_totals(filled, counted(documents, totals))
    chance = random.Random(f"{seed} {totals}")
    for _ in range(SEARCHES // 8):
        parameters = some_query(chance)
        paths = [each["path"] for each in expected(documents, parameters)]
        assert await pages(filled, parameters, chance.choice([200, max(10, len(paths) // 3)])) == paths, parameters


@pytest.mark.parametrize("totals", ["right", "none"])
async def test_short_pages_join_to_the_same(
    filled: Clients, documents: list[ImageDocument], monkeypatch: pytest.MonkeyPatch, totals: str
) -> None:
    """With a small bound pages are short, or empty."""
    monkeypatch.setattr(matches, "MOST_EXAMINED", 100)
    monkeypatch.setattr(selectivity, "FEW_IMAGES", 30)
    await put_totals(filled, counted(documents, totals))
    chance = random.Random(100)
    for _ in range(20):
        parameters = some_query(chance)
        paths = [each["path"] for each in expected(documents, parameters)]
        assert await pages(filled, parameters, 50, are_full=False) == paths, parameters


async def test_pages_while_documents_come_change_and_go(
    filled: Clients, documents: list[ImageDocument], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What matches all the time comes exactly once; nothing comes that does not match when it is checked."""
    monkeypatch.setattr(matches, "MOST_EXAMINED", 100)
    chance, container = random.Random(3), filled.images_container.container_name
    now = {each["path"]: each for each in documents}
    number = DOCUMENTS
    for _ in range(25):
        parameters = some_query(chance)
        before, touched = dict(now), set[str]()
        seen: list[str] = []
        cursor: str | None = None
        while cursor is not None or not seen:
            page, cursor = await next_page(filled, parameters, 10, cursor)
            assert all(belongs(now[path], parameters) for path in page)
            seen += page
            if cursor is None:
                break
            number += 1
            new, gone, old = some_document(chance, number, container), *chance.sample(sorted(now), 2)
            relabelled = labelled_document(container, old, Label(chance.choice(NAMES), 0.5), at=AT + timedelta(hours=1))
            await insert_documents(filled, [new])
            await replace_document(filled, relabelled)
            await remove_document(filled, now.pop(gone))
            now |= {new["path"]: new, old: relabelled}
            touched |= {gone, old}
        there = [each["path"] for each in before.values() if belongs(each, parameters)]
        untouched = [path for path in seen if path in before and path not in touched]
        assert sorted(untouched) == sorted(path for path in there if path not in touched), parameters
