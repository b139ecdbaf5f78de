"""The indexes of the collections."""

from typing import Any

from pymongo import ASCENDING, DESCENDING, AsyncMongoClient, IndexModel
from pymongo.asynchronous.collection import AsyncCollection

IMAGES = [
    IndexModel([("label_names", ASCENDING)]),
    IndexModel([("path", ASCENDING)]),
    IndexModel([("status", ASCENDING)]),
    IndexModel([("classified_at", DESCENDING), ("_id", ASCENDING)]),
    IndexModel([("scores.$**", ASCENDING)]),
]
QUEUED = [IndexModel([("path", ASCENDING)])]
QUEUED_DAYS = ACTIVITY_DAYS = 7
_REQUEST_UNITS_HOST = ".mongo.cosmos.azure.com"


async def ensure(images: AsyncCollection[dict[str, Any]]) -> None:
    """Make the indexes that are missing, those of the collections beside it too."""
    database = images.database
    await images.create_indexes(IMAGES)
    await database["queued"].create_indexes([*QUEUED, expiry(database.client, "at", QUEUED_DAYS)])
    await database["activity"].create_indexes([expiry(database.client, "minute", ACTIVITY_DAYS)])


def expiry(client: AsyncMongoClient[dict[str, Any]], field: str, days: int) -> IndexModel:
    """Return the index that lets documents expire some days after ``field`` (a date).

    Cosmos DB RU has that for its own time of the last change only:
    https://learn.microsoft.com/azure/cosmos-db/mongodb/time-to-live
    """
    hosts = [host for host, _ in client.topology_description.server_descriptions()]
    request_units = any(host.endswith(_REQUEST_UNITS_HOST) for host in hosts)
    return IndexModel([("_ts" if request_units else field, ASCENDING)], expireAfterSeconds=days * 86_400)
