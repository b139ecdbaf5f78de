"""Questions to the database."""

from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.asynchronous.collection import AsyncCollection

from cocoon.documents import document_id
from cocoon.errors import NotFoundError
from cocoon.faults import transient
from cocoon.text import prefix_range
from query_labels.cursor import encode
from query_labels.filters import place_of, search_filter, sort_field
from query_labels.presentation import present
from query_labels.query import LabelsQuery, SearchQuery

Collection = AsyncCollection[dict[str, Any]]


async def search_images(images: Collection, query: SearchQuery) -> dict[str, object]:
    """Return a page of documents and, if there are more, the cursor of the next."""
    order = [(sort_field(query), DESCENDING), ("_id", ASCENDING)]
    with transient("database"):
        # One more than asked for tells whether there is a next page.
        found = await images.find(search_filter(query)).sort(order).limit(query.limit + 1).to_list()
    page = found[: query.limit]
    next_cursor = encode(place_of(query, page[-1])) if len(found) > query.limit else None
    return {"items": [present(document) for document in page], "next_cursor": next_cursor}


async def count_labels(images: Collection, query: LabelsQuery) -> dict[str, object]:
    """Return label names with the number of images that have them, most frequent first."""
    pipeline: list[dict[str, Any]] = [
        {"$unwind": "$label_names"},
        {"$group": {"_id": "$label_names", "images": {"$sum": 1}}},
        {"$sort": {"images": -1, "_id": 1}},
        {"$limit": query.limit},
    ]
    if query.prefix:
        pipeline.insert(1, {"$match": {"label_names": prefix_range(query.prefix)}})
        pipeline.insert(0, {"$match": {"label_names": prefix_range(query.prefix)}})
    with transient("database"):
        counts = await (await images.aggregate(pipeline)).to_list()
    return {"items": [{"name": count["_id"], "images": count["images"]} for count in counts]}


async def get_image(images: Collection, container: str, path: str) -> dict[str, object]:
    """Return the document of one image.

    :raises NotFoundError: if nothing is known of it.
    """
    with transient("database"):
        document = await images.find_one({"_id": document_id(container, path)})
    if document is None:
        message = f"No image {path!r} has been looked at in the container {container!r}."
        raise NotFoundError(message)
    return present(document)
