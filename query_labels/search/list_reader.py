"""Read parts of lists, and documents by their ids, from the database."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cocoon.records.image_document import decode
from cocoon.records.posting import image_of, is_of
from cocoon.services.indexed_find import find_by_index
from cocoon.services.mongo_client import Collection, ImageCollection
from cocoon.services.sdk_errors import transient
from query_labels.search.conditions import Document
from query_labels.search.places import Place
from query_labels.search.search_lists import Command, SearchList

Fields = Sequence[str]  # that are read of each document
Filter = Mapping[str, Any]
EMPTY = decode({})
_PLACE = ("classified_at",)
_CHECKED = ("classified_at", "ranks")  # what places and postings are checked by


class Entry(NamedTuple):
    """A place of a list and the document there; None if its posting is not true any more, or it does not pass."""

    place: Place
    document: Document | None


class Part(NamedTuple):
    """The next entries of a list, whether it has no others, and how many records were read to know that."""

    entries: Sequence[Entry]
    has_ended: bool
    examined: int


class ListReader:
    """Reads the lists of a container. Each method raises TransientError if the database fails."""

    def __init__(self, images: ImageCollection, postings: Collection, container: str) -> None:
        self._collections: Mapping[str, Any] = {"images": images, "postings": postings}
        self._container = container

    async def read(
        self, listed: SearchList, after: Place | None, limit: int, fields: Fields, filter_: Filter | None = None
    ) -> Part:
        """Return the next entries of a list, at most so many.

        :param filter_: what the database compares in the documents of postings; those that do not pass are None.
        """
        commands = listed.commands(self._container, after)
        with transient("database"):
            results = await asyncio.gather(*(self._find(command, limit, fields) for command in commands))
        found = [record for result in results for record in result][:limit]
        records = [record for record in found if listed.reaches(record)]
        has_ended = len(records) < limit
        if commands[0].collection == "images":
            return Part([Entry(_place_of(each), completed(each)) for each in records], has_ended, len(found))
        documents = await self.fetch([image_of(each) for each in records], fields, filter_)
        return Part([_checked(each, documents.get(image_of(each))) for each in records], has_ended, len(found))

    async def read_first(self, lists: Sequence[SearchList], limit: int, fields: Fields) -> list[list[Document]]:
        """Return the first images of each list."""
        parts = await asyncio.gather(*(self.read(each, None, limit, [*fields, *_CHECKED]) for each in lists))
        return [[document for _, document in part.entries if document is not None] for part in parts]

    async def has_any(self, listed: SearchList) -> bool:
        """Return whether there is an image in a list."""
        return bool((await self.read(listed, None, 1, _PLACE)).entries)

    async def fetch(self, ids: Iterable[str], fields: Fields, filter_: Filter | None = None) -> dict[str, Document]:
        """Return the documents with these ids that there are, and that pass a filter."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        projection = dict.fromkeys(fields, True)
        images = self._collections["images"]
        with transient("database"):
            named = {"_id": {"$in": wanted}} | {**(filter_ or {})}
            cursor = images.find(named, projection, limit=len(wanted), batch_size=len(wanted))
            return {each["_id"]: completed(each) for each in await cursor.to_list()}

    async def _find(self, command: Command, limit: int, fields: Fields) -> list[Any]:
        """Return a command's results."""
        collection = self._collections[command.collection]
        projection = fields if command.collection == "images" else None
        return await find_by_index(
            collection, command.filter, command.hint, fields=projection, sort=command.sort, limit=limit
        )


def completed(record: Mapping[str, Any]) -> Document:
    """Return a document, or a part of one, with the fields that it has not, empty."""
    former = {"models": [record["model"]]} if record.get("model") else {}  # versions until 1.0 had one
    return {**EMPTY, **former, **record}


def _place_of(record: Mapping[str, Any]) -> Place:
    return Place(record["classified_at"], record["_id"])


def _checked(posting: Mapping[str, Any], document: Document | None) -> Entry:
    """Return the entry of a posting, with its document if that has the label with just this rank."""
    is_true = document is not None and is_of(posting, document)
    return Entry(Place(posting["rank"], image_of(posting)), document if is_true else None)
