"""The indexes of the collections."""

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


QUEUED_DAYS = 7
QUEUED_INDEXES = [
    IndexModel([("at", ASCENDING)], expireAfterSeconds=QUEUED_DAYS * 86_400),
    IndexModel([("path", ASCENDING)]),
]
ACTIVITY_INDEXES = [IndexModel([("minute", ASCENDING)], expireAfterSeconds=7 * 86_400)]


async def ensure(images: AsyncCollection[dict[str, Any]]) -> None:
    """Make the indexes that are missing, those of the collections beside it too."""
    await images.create_indexes(INDEXES)
    await images.database["activity"].create_indexes(ACTIVITY_INDEXES)
    await images.database["queued"].create_indexes(QUEUED_INDEXES)
