"""Random searches find what a loop over all documents finds."""

import random
from datetime import timedelta
from typing import Any

import pytest

from cocoon.records.image_document import ImageDocument, failure_code
from cocoon.records.label import Label
from cocoon.records.model_name import ModelName
from cocoon.services import indexes
from cocoon.services.clients import Clients
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import store_of
from tests.kits.documents import AT, failed_document, labelled_document
from tests.kits.thesauri import NO_SOURCE

NAMES = ["cat", "dog", "tiger cat", "st. bernard", "$price", "a.b", "übung", "cup"]
DOCUMENTS, SEARCHES = 300, 150

Query = list[tuple[str, str]]


def document(chance: random.Random, number: int, container: str) -> ImageDocument:
    path = f"{chance.choice('abc')}/{number:03}.jpg"
    model = ModelName(chance.choice(["net", "other"]), chance.choice("12"))
    at = AT + timedelta(seconds=chance.randrange(60))  # several at a time
    if chance.random() < 0.1:
        return failed_document(container, path, chance.choice(["x", "y"]), at=at, model=model)
    names = chance.sample(NAMES, chance.randrange(4))
    labels = sorted((Label(name, round(chance.random(), 1)) for name in names), key=lambda label: -label.score)
    return labelled_document(container, path, *labels, at=at, model=model, etag=str(number))


def query(chance: random.Random) -> Query:
    labels = chance.sample(NAMES, chance.choice([0, 1, 1, 2, 3]))
    parameters = [("label", name) for name in labels] + [("label", f"-{chance.choice(NAMES)}")] * chance.randrange(2)
    parameters += [("match", chance.choice(["all", "any"]))] if chance.random() < 0.5 else []
    options = {"prefix": "ab", "status": ["labelled", "failed"], "error": "xy", "model": ["net", "other"]}
    parameters += [(name, chance.choice(values)) for name, values in options.items() if chance.random() < 0.15]
    if labels and chance.random() < 0.5:
        parameters.append(("min_score", str(round(chance.random(), 1))))
    if chance.random() < 0.3:
        parameters.append(("sort", "newest"))
    return parameters


def expected(documents: list[ImageDocument], parameters: Query) -> list[ImageDocument]:
    values = dict(parameters)
    wanted = [value for name, value in parameters if name == "label" and not value.startswith("-")]
    unwanted = {value[1:] for name, value in parameters if name == "label" and value.startswith("-")}
    least = float(values.get("min_score", 0))
    either = values.get("match") == "any"

    def matches(each: ImageDocument) -> bool:
        scores = {label["name"]: label["score"] for label in each["labels"]}
        has = [name in scores and scores[name] >= least for name in wanted]
        return (
            (not wanted or (any(has) if either else all(has)))
            and not unwanted & scores.keys()
            and each["path"].startswith(values.get("prefix", ""))
            and each["status"] == values.get("status", each["status"])
            and ("error" not in values or failure_code(each) == values["error"])
            and each["model"]["name"] == values.get("model", each["model"]["name"])
        )

    found = [each for each in documents if matches(each)]
    by_score = wanted and values.get("sort") != "newest" and (len(wanted) == 1 or not either)

    def order(each: ImageDocument) -> Any:  # noqa: ANN401 - a sort key
        if by_score:
            return next(label["score"] for label in each["labels"] if label["name"] == wanted[0]), each["_id"]
        return each["classified_at"], tuple(-ord(character) for character in each["_id"])

    return sorted(found, key=order, reverse=True)


async def pages(clients: Clients, parameters: Query, limit: int) -> list[str]:
    paths: list[str] = []
    cursor: Query = []
    while True:
        answer: Any = await search_images(
            clients, store_of(clients), NO_SOURCE, parse_search([*parameters, ("limit", str(limit)), *cursor])
        )
        paths += [item["path"] for item in answer["items"]]
        if answer["next_cursor"] is None:
            return paths
        assert len(answer["items"]) == limit
        cursor = [("cursor", answer["next_cursor"])]


@pytest.mark.parametrize("seed", [1, 2])
async def test_every_search_finds_what_a_loop_finds(clients: Clients, seed: int) -> None:
    chance = random.Random(seed)
    await indexes.ensure(clients.images)
    container = clients.images_container.container_name
    documents = [document(chance, number, container) for number in range(DOCUMENTS)]
    # Those of another container in the same database are never found.
    others = [document(chance, number, "another") for number in range(DOCUMENTS // 3)]
    await clients.images.insert_many(documents + others)
    for _ in range(SEARCHES):
        parameters = query(chance)
        paths = [each["path"] for each in expected(documents, parameters)]
        assert await pages(clients, parameters, chance.choice([200, max(10, len(paths) // 3)])) == paths, parameters
