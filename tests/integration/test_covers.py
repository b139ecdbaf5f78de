"""Labels and folders with a picture of each, by the real database."""

from datetime import timedelta

import pytest

from cocoon.labels.taxonomy_format import parse_taxonomy
from cocoon.records.image_document import ImageDocument
from cocoon.records.label import BroaderLabel, Label
from cocoon.services import indexes
from cocoon.services.clients import Clients
from query_labels.covers.covers_request import FoldersIn, LabelsBelow
from query_labels.covers.folder_covers import folder_covers
from query_labels.covers.label_covers import label_covers
from query_labels.statistics.count_store import CountStore
from query_labels.thesaurus.thesaurus import Thesaurus
from tests.kits.counts import recount
from tests.kits.documents import AT, changed, failed_document, insert_documents, labelled_document

TREE = {"animal": {}, "cat": {"parents": ["animal"]}, "dog": {"parents": ["animal"]}}
THESAURUS = Thesaurus([parse_taxonomy({"labels": TREE})])
IMAGES: dict[str, dict[str, float]] = {
    "a/cat.jpg": {"cat": 0.8},
    "a/b/cats.jpg": {"cat": 0.9},
    "c/dog.jpg": {"dog": 0.6, "cup": 0.7},
    "cup.jpg": {"cup": 0.5},
}


def shown(path: str, container: str, number: int, scores: dict[str, float]) -> ImageDocument:
    labels = [Label(name, score) for name, score in scores.items()]
    animal = [score for name, score in scores.items() if name != "cup"]
    broader = [BroaderLabel("animal", max(animal))] if animal else []
    document = labelled_document(container, path, *labels, at=AT + timedelta(minutes=number), broader=broader)
    return changed(document, thumbnail="thumbnail.jpg")


@pytest.fixture
async def filled(clients: Clients) -> Clients:
    await indexes.ensure(clients.images)
    container = clients.images_container.container_name
    documents = [shown(path, container, number, scores) for number, (path, scores) in enumerate(IMAGES.items())]
    documents.append(failed_document(container, "c/bad.jpg", "image_damaged", at=AT + timedelta(hours=1)))
    await insert_documents(clients, documents)
    await recount(clients)
    return clients


async def test_labels_at_the_top_have_their_counts_and_their_surest_images(filled: Clients) -> None:
    answer = await label_covers(filled, CountStore(filled), THESAURUS, LabelsBelow())
    items = [
        (each["name"], each["images"], each["kind"], each["cover"] and each["cover"]["path"])
        for each in answer["items"]
    ]
    assert items == [("animal", 3, "broader", "a/b/cats.jpg"), ("cup", 2, "label", "c/dog.jpg")]
    assert answer["label"] is None
    assert answer["above"] == []


async def test_labels_below_one(filled: Clients) -> None:
    answer = await label_covers(filled, CountStore(filled), THESAURUS, LabelsBelow("animal"))
    assert [(each["name"], each["images"]) for each in answer["items"]] == [("cat", 2), ("dog", 1)]
    assert answer["label"] == {"name": "animal", "images": 3, "kind": "broader", "parents": []}
    dog = await label_covers(filled, CountStore(filled), THESAURUS, LabelsBelow("dog"))
    assert (dog["above"], dog["items"]) == (["animal"], [])


async def test_an_image_that_was_labelled_anew_does_not_stand_for_what_it_was(filled: Clients) -> None:
    container = filled.images_container.container_name
    now = shown("a/b/cats.jpg", container, 9, {"cup": 0.1})
    await filled.images.replace_one({"_id": now["_id"]}, now)  # its former postings are left
    answer = await label_covers(filled, CountStore(filled), THESAURUS, LabelsBelow("animal"))
    assert answer["items"][0]["cover"] is not None
    assert answer["items"][0]["cover"]["path"] == "a/cat.jpg"


async def test_folders(filled: Clients) -> None:
    answer = await folder_covers(filled, FoldersIn())
    items = [
        (each["path"], each["images"], each["complete"], each["has_folders"], each["cover"] and each["cover"]["path"])
        for each in answer["items"]
    ]
    assert items == [("a/", 2, True, True, "a/b/cats.jpg"), ("c/", 2, True, False, "c/dog.jpg")]
    assert answer["next_cursor"] is None
    below = await folder_covers(filled, FoldersIn("a/"))
    assert [each["path"] for each in below["items"]] == ["a/b/"]


async def test_pages_of_folders(filled: Clients) -> None:
    first = await folder_covers(filled, FoldersIn(limit=1))
    assert ([each["path"] for each in first["items"]], first["next_cursor"]) == (["a/"], "a/")
    second = await folder_covers(filled, FoldersIn(limit=1, cursor="a/"))
    assert ([each["path"] for each in second["items"]], second["next_cursor"]) == (["c/"], None)
