"""Write a document, unless a newer version of the blob has one already."""

from typing import Any

from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import DuplicateKeyError

from cocoon.documents import Document
from cocoon.faults import transient


async def store(images: AsyncCollection[dict[str, Any]], document: Document) -> bool:
    """Insert or replace the image's document; return whether it was written.

    A document of a blob version that was modified later stays as it is: the condition
    finds nothing to replace, and the insert that is tried instead meets its ``_id``.
    """
    condition = {"_id": document["_id"]}
    if document["modified"] is not None:  # without it the blob is gone, or was never read: nothing is newer
        condition["modified"] = {"$not": {"$gt": document["modified"]}}
    with transient("database"):
        try:
            await images.replace_one(condition, document, upsert=True)
        except DuplicateKeyError:
            return False
    return True
