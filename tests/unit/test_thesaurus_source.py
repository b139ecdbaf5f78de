"""The files of the models are read once, and a bad one costs no more than its words."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from cocoon.errors import TransientError
from query_labels.thesaurus import source as module
from query_labels.thesaurus.source import ThesaurusSource
from tests.kits.thesauri import FilesInMemory

ONE = {
    "labels": {
        "animal": {},
        "hound": {"parents": ["animal"], "rename": "dog", "aliases": ["canine"]},
        "hen": {"parents": ["animal"]},
    }
}
OTHER = {"labels": {"dog": {"parents": ["pet"], "names": {"de": ["Hund"]}}, "pet": {}}}


async def test_taxonomies_are_merged() -> None:
    source = ThesaurusSource(FilesInMemory(one={"taxonomy.json": ONE}, none={}, other={"taxonomy.json": OTHER}))
    thesaurus = await source.thesaurus()
    assert thesaurus.parents("dog") == ["animal", "pet"]
    assert list(thesaurus["animal"].children) == ["dog", "hen"]
    assert (thesaurus.kind("animal"), thesaurus.kind("dog"), thesaurus.kind("unheard of")) == (
        "broader",
        "label",
        "label",
    )
    assert (thesaurus.synonym("canine"), thesaurus.translation("hund")) == ("dog", "dog")
    assert thesaurus.above("dog") == {"animal", "pet"}


async def test_circles_of_several_taxonomies_end() -> None:
    up = {"labels": {"a": {"parents": ["b"]}, "b": {}}}
    down = {"labels": {"b": {"parents": ["a"]}, "a": {}}}
    source = ThesaurusSource(FilesInMemory(up={"taxonomy.json": up}, down={"taxonomy.json": down}))
    assert (await source.thesaurus()).above("a") == {"a", "b"}


async def test_words_are_read_with_the_first_that_needs_them_and_once() -> None:
    words = {"words": {"hound": ["puppy", "Poodle"], "hen": ["pullet"]}}
    files = FilesInMemory(one={"taxonomy.json": ONE, "words.json": words}, two={"words.json": {"words": {}}})
    source = ThesaurusSource(files)
    await source.thesaurus()
    assert files.reads == ["one/taxonomy.json", "two/taxonomy.json"]
    assert await source.narrower() == {"puppy": "dog", "poodle": "dog", "pullet": "hen"}
    assert await source.narrower() is await source.narrower()
    assert len(files.reads) == 4


async def test_a_file_that_cannot_be_read_is_left_out_and_tried_again() -> None:
    contents: dict[str, Any] = {"taxonomy.json": TransientError("down")}
    files = FilesInMemory(bad=contents, good={"taxonomy.json": OTHER}, wrong={"taxonomy.json": {"labels": 1}})
    source = ThesaurusSource(files, retry_seconds=0)
    assert (await source.thesaurus()).parents("dog") == ["pet"]
    contents["taxonomy.json"] = ONE
    assert (await source.thesaurus()).parents("dog") == ["animal", "pet"]
    patient = ThesaurusSource(files, retry_seconds=60)
    await patient.thesaurus()
    reads = len(files.reads)
    await patient.thesaurus()
    assert len(files.reads) == reads


async def test_a_file_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(FilesInMemory):
        async def read(self, model: str | Path, name: str) -> Any:  # noqa: ANN401 - any JSON
            if model == "slow":
                await asyncio.sleep(60)
            return await super().read(model, name)

    monkeypatch.setattr(module, "READ_SECONDS", 0.05)
    source = ThesaurusSource(Slow(slow={}, quick={"taxonomy.json": OTHER}))
    assert (await source.thesaurus()).parents("dog") == ["pet"]
