"""Searches by words that are labels, lead to labels, or are words of paths."""

from typing import Any

import pytest

from cocoon.errors import NotFoundError
from cocoon.records.label import BroaderLabel, Label
from cocoon.services import indexes
from cocoon.services.clients import Clients
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import store_of
from query_labels.statistics.label_counts import count_labels
from query_labels.statistics.label_details import find_label
from query_labels.statistics.label_graph import label_graph
from query_labels.statistics.statistics_request import GraphQuery, LabelsQuery
from query_labels.thesaurus.source import ThesaurusSource
from tests.kits.counts import recount
from tests.kits.documents import insert_documents, labelled_document
from tests.kits.thesauri import FilesInMemory

TAXONOMY = {
    "labels": {
        "animal": {"names": {"de": ["Tier"], "es": ["animal"]}},
        "dog": {"parents": ["animal"], "aliases": ["hound"], "names": {"de": ["Hund"], "fr": ["chien"]}},
        "cat": {"parents": ["animal"], "aliases": ["kitty"]},
        "German shepherd": {"parents": ["dog"], "aliases": ["Alsatian"]},
        "tabby": {"parents": ["cat"]},
        "beach": {},
    }
}
WORDS = {"words": {"dog": ["puppy"], "cat": ["kitten"]}}
IMAGES: dict[str, dict[str, dict[str, float]]] = {
    "2024/eiffel-tower.jpg": {"labels": {"steel bridge": 0.4}},
    "2024/Beach/rex.jpg": {"labels": {"German shepherd": 0.6}, "broader": {"dog": 0.9, "animal": 0.95}},
    "2023/tom.jpg": {"labels": {"tabby": 0.3}, "broader": {"cat": 0.8, "animal": 0.8}},
    "2023/both.jpg": {"labels": {"tabby": 0.4}, "broader": {"animal": 0.9, "cat": 0.5, "dog": 0.4}},
}

Parameters = tuple[tuple[str, str], ...]


@pytest.fixture
def source() -> ThesaurusSource:
    return ThesaurusSource(FilesInMemory(net={"taxonomy.json": TAXONOMY, "words.json": WORDS}))


@pytest.fixture
async def filled(clients: Clients) -> Clients:
    await indexes.ensure(clients.images)
    container = clients.images_container.container_name
    documents = []
    for path, scores in IMAGES.items():
        broader = [BroaderLabel(name, score) for name, score in scores.get("broader", {}).items()]
        labels = [Label(name, score, model="net") for name, score in scores["labels"].items()]
        documents.append(labelled_document(container, path, *labels, broader=broader))
    await insert_documents(clients, documents)
    await recount(clients)
    return clients


async def search(clients: Clients, source: ThesaurusSource, *parameters: tuple[str, str]) -> Any:  # noqa: ANN401
    return await search_images(clients, store_of(clients), source, parse_search(parameters))


REX, TOM, BOTH, TOWER = "2024/Beach/rex.jpg", "2023/tom.jpg", "2023/both.jpg", "2024/eiffel-tower.jpg"


@pytest.mark.parametrize(
    ("parameters", "paths", "understood"),
    [
        ((("label", "dog"),), [REX, BOTH], None),
        ((("label", "animal"), ("min_score", "0.85")), [REX, BOTH], None),
        ((("label", "cat"), ("label", "-dog")), [TOM], None),
        ((("label", "-animal"),), [TOWER], None),
        ((("label", "dogs"),), [REX, BOTH], ("dogs", "dog", "plural")),
        ((("label", "Hound"),), [REX, BOTH], ("hound", "dog", "synonym")),
        ((("label", "alsatian"),), [REX], ("alsatian", "german shepherd", "synonym")),
        ((("label", "Hund"),), [REX, BOTH], ("hund", "dog", "translation")),
        ((("label", "puppies"),), [REX, BOTH], ("puppies", "dog", "narrower")),
        ((("label", "cat"), ("label", "-puppy")), [TOM, BOTH], None),  # but dogs may be there
        ((("label", "cat"), ("label", "-Hund")), [TOM], ("hund", "dog", "translation")),
        ((("label", "dog!"),), [REX, BOTH], ("dog!", "dog", "synonym")),
        ((("label", "!!!"),), [], None),
        ((("label", "kitten"), ("label", "puppy"), ("match", "any"), ("min_score", "0.6")), [REX, TOM], None),
        ((("label", "eiffel"),), [TOWER], ("eiffel", "eiffel", "path")),
        ((("label", "Eiffel Towers"),), [TOWER], ("eiffel towers", "eiffel tower", "path")),
        ((("label", "dog"), ("label", "2023")), [BOTH], ("2023", "2023", "path")),
        ((("label", "eiffel"), ("label", "kitty"), ("match", "any")), [TOWER, TOM, BOTH], None),
        ((("label", "beach"),), [REX], ("beach", "beach", "path")),  # a label that no image has
        ((("name", "2024"), ("label", "dog")), [REX], None),
        ((("name", "tower eiffel"),), [TOWER], None),
        ((("name", "dog"),), [], None),
    ],
)
async def test_words_find_what_they_mean(
    filled: Clients,
    source: ThesaurusSource,
    parameters: Parameters,
    paths: list[str],
    understood: tuple[str, str, str] | None,
) -> None:
    answer = await search(filled, source, *parameters)
    found = [item["path"] for item in answer["items"]]
    assert found == paths or (len(parameters) > 1 and sorted(found) == sorted(paths))
    if understood:
        assert answer["understood"] == [dict(zip(("asked", "as", "because"), understood, strict=True))]


async def test_pages_of_words_of_paths_follow_each_other(filled: Clients, source: ThesaurusSource) -> None:
    first = await search(filled, source, ("label", "2024"), ("limit", "1"))
    second = await search(filled, source, ("label", "2024"), ("limit", "1"), ("cursor", first["next_cursor"]))
    assert {first["items"][0]["path"], second["items"][0]["path"]} == {REX, TOWER}
    assert second["next_cursor"] is None


async def test_only_what_leads_nowhere_brings_suggestions(filled: Clients, source: ThesaurusSource) -> None:
    assert (await search(filled, source, ("label", "puppy")))["suggestions"] == []
    nothing = await search(filled, source, ("label", "doge"))
    assert nothing["understood"] == []
    assert nothing["suggestions"] == [{"name": "dog", "images": 2, "kind": "broader", "parents": ["animal"]}]


async def test_facets_and_counts_say_what_a_label_is(filled: Clients, source: ThesaurusSource) -> None:
    answer = await search(filled, source, ("label", "dog"), ("facets", "2"))
    assert answer["facets"]["labels"] == [
        {"name": "animal", "images": 2, "kind": "broader", "parents": []},
        {"name": "cat", "images": 1, "kind": "broader", "parents": ["animal"]},
    ]
    counts = await count_labels(store_of(filled), await source.thesaurus(), LabelsQuery("ger"))
    assert counts["items"] == [{"name": "german shepherd", "images": 1, "kind": "label", "parents": ["dog"]}]
    graph = await label_graph(filled, await source.thesaurus(), GraphQuery())
    assert {(edge["source"], edge["target"]) for edge in graph["edges"]} == {
        ("cat", "dog"),
        ("dog", "tabby"),
    }


async def test_one_label_with_its_relations(filled: Clients, source: ThesaurusSource) -> None:
    details: Any = await find_label(store_of(filled), source, "Hounds")
    assert (details["name"], details["images"], details["kind"]) == ("dog", 2, "broader")
    assert details["because"] == "synonym"
    assert [(each["name"], each["images"]) for each in details["parents"]] == [("animal", 3)]
    assert [(each["name"], each["images"]) for each in details["children"]] == [("german shepherd", 1)]
    assert (details["aliases"], details["names"]) == (["hound"], {"de": ["Hund"], "fr": ["chien"]})
    assert (await find_label(store_of(filled), source, "puppy"))["because"] == "narrower"
    assert (await find_label(store_of(filled), source, "steel_bridge"))["parents"] == []
    with pytest.raises(NotFoundError, match=r"No label and no word for one is 'doge'\. Known are dog\."):
        await find_label(store_of(filled), source, "doge")
    with pytest.raises(NotFoundError):
        await find_label(store_of(filled), source, "a\0")


async def test_pages_keep_what_the_first_one_understood(filled: Clients, source: ThesaurusSource) -> None:
    asked = [("label", "2024"), ("label", "eiffel"), ("match", "any"), ("limit", "1")]
    first = await search(filled, source, *asked)
    container = filled.images_container.container_name
    await insert_documents(filled, [labelled_document(container, "new.jpg", Label("eiffel", 0.9))])
    store_of(filled)._read_at = float("-inf")  # the counts are read again
    second = await search(filled, source, *asked, ("cursor", first["next_cursor"]))
    assert second["understood"] == first["understood"] != []
    assert {first["items"][0]["path"], second["items"][0]["path"]} == {REX, TOWER}


async def test_a_label_that_is_not_counted_yet_comes_before_words_of_paths(
    filled: Clients, source: ThesaurusSource
) -> None:
    await search(filled, source, ("label", "dog"))  # the counts are read
    container = filled.images_container.container_name
    documents = [
        labelled_document(container, "x.jpg", Label("hot dog", 0.9)),
        labelled_document(container, "hot dog.jpg", Label("cup", 0.9)),
    ]
    await insert_documents(filled, documents)
    answer = await search(filled, source, ("label", "hot dog"))
    assert [item["path"] for item in answer["items"]] == ["x.jpg"]
    assert answer["understood"] == []
