"""Answer with the folders in a folder, each with its number of images and a picture; kept for some seconds."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from cocoon.records.image_document import document_id, stands_for_blob
from cocoon.services.access_paths.search_paths import FOLDERS
from cocoon.services.clients import Clients
from cocoon.services.indexed_find import find_by_index
from cocoon.services.sdk_errors import transient
from query_labels.answer_cache import AnswerCache
from query_labels.covers.cover import FIELDS, Cover, covers_of
from query_labels.covers.covers_request import FoldersIn
from query_labels.covers.folder_walk import Folder, find_folders
from query_labels.search.list_reader import ListReader


class FolderCover(TypedDict):
    """A folder, the number of images in it and below it, failed ones included, and one that stands for it."""

    path: str
    images: int
    complete: bool
    has_folders: bool | None
    cover: Cover | None


class FolderCovers(TypedDict):
    """The folders directly in one, in the order of their names; there may be few, or none, and yet a next page."""

    items: list[FolderCover]
    next_cursor: str | None


_cache = AnswerCache[FoldersIn, FolderCovers](seconds=30.0, most=64)


async def folder_covers(clients: Clients, query: FoldersIn) -> FolderCovers:
    """Return the folders in one, with an image of each.

    :raises TransientError: if the database fails.
    """
    return await _cache.get(clients, query, lambda: _make(clients, query))


async def _make(clients: Clients, query: FoldersIn) -> FolderCovers:
    container = clients.images_container.container_name

    async def read(range_: Mapping[str, str], limit: int) -> Sequence[str]:
        filter_ = {"container": container, "path": range_}
        index = FOLDERS.index.document["name"]
        with transient("database"):
            found = await find_by_index(
                clients.images, filter_, index, fields=["path"], sort=[("path", 1)], limit=limit
            )
        return [each["path"] for each in found]

    folders = await find_folders(read, query.below, query.limit, query.cursor)
    reader = ListReader(clients.images, clients.postings, container)
    ids = [[document_id(container, path) for path in folder.first] for folder in folders.found]
    documents = await reader.fetch((each for some in ids for each in some), [*FIELDS, "error"])
    first = [[documents[each] for each in some if each in documents] for some in ids]
    covers = covers_of(first)
    items = [
        _shown(folder, cover)
        for folder, some, cover in zip(folders.found, first, covers, strict=True)
        if not some or any(map(stands_for_blob, some))  # a message that named no blob has a path of its own
    ]
    return FolderCovers(items=items, next_cursor=folders.rest)


def _shown(folder: Folder, cover: Cover | None) -> FolderCover:
    has_folders = folder.has_folders or (False if folder.is_complete else None)
    return FolderCover(
        path=folder.path,
        images=folder.images,
        complete=folder.is_complete,
        has_folders=has_folders,
        cover=cover,
    )
