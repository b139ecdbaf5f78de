"""The indexes of the collection ``images``, all of which Cosmos DB for MongoDB can make."""

from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.asynchronous.collection import AsyncCollection

INDEXES = [
    IndexModel([("label_names", ASCENDING)]),
    IndexModel([("path", ASCENDING)]),
    IndexModel([("status", ASCENDING)]),
    IndexModel([("classified_at", DESCENDING), ("_id", ASCENDING)]),
    IndexModel([("scores.$**", ASCENDING)]),
]


async def ensure(images: AsyncCollection[dict[str, Any]]) -> None:
    """Make the indexes that are missing."""
    await images.create_indexes(INDEXES)
