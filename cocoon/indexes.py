"""The indexes of the collections."""

from typing import Any

from pymongo import ASCENDING, DESCENDING, AsyncMongoClient, IndexModel
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import OperationFailure

from cocoon.retry import is_passing

NEWEST = ("classified_at", DESCENDING), ("_id", ASCENDING)
IMAGES = [
    IndexModel([("path", ASCENDING)]),
    IndexModel([*NEWEST]),
    IndexModel([("status", ASCENDING), *NEWEST]),
    IndexModel([("model.name", ASCENDING), ("model.version", ASCENDING), *NEWEST]),
    IndexModel([("ranks.$**", ASCENDING)]),
]
LABELS, LABELS_ON_RU = IndexModel([("label_names", ASCENDING), *NEWEST]), IndexModel([("label_names", ASCENDING)])
QUEUED = [IndexModel([("path", ASCENDING)])]
QUEUED_DAYS = ACTIVITY_DAYS = 7
_REQUEST_UNITS_HOST = ".mongo.cosmos.azure.com"


async def ensure(images: AsyncCollection[dict[str, Any]]) -> None:
    """Make the indexes that are missing, those of the collections beside it too.

    :raises OperationFailure: if the database refuses one for good; the others are made all the same.
    """
    database = images.database
    # RU has no compound index with an array in it.
    request_units = _is_request_units(database.client)
    activity = [expiry(database.client, "minute", ACTIVITY_DAYS)]
    if request_units:  # elsewhere the index that lets records expire is the one by which they are sorted
        activity.append(IndexModel([("minute", ASCENDING)]))
    wanted = {
        images: [*IMAGES, LABELS_ON_RU if request_units else LABELS],
        database["queued"]: [*QUEUED, expiry(database.client, "at", QUEUED_DAYS)],
        database["activity"]: activity,
    }
    refused = [error for collection, models in wanted.items() for error in await _make(collection, models)]
    for error in refused:
        raise error


async def _make(collection: AsyncCollection[dict[str, Any]], models: list[IndexModel]) -> list[OperationFailure]:
    """Make indexes in one command; where that is refused, one by one. Return the refusals."""
    try:
        await collection.create_indexes(models)
    except OperationFailure as error:
        if len(models) == 1 or is_passing(error):
            return [error]
        return [refusal for model in models for refusal in await _make(collection, [model])]
    return []


def expiry(client: AsyncMongoClient[dict[str, Any]], field: str, days: int) -> IndexModel:
    """Return the index that lets documents expire some days after ``field`` (a date).

    Cosmos DB RU has that for its own time of the last change only:
    https://learn.microsoft.com/azure/cosmos-db/mongodb/time-to-live
    """
    return IndexModel([("_ts" if _is_request_units(client) else field, ASCENDING)], expireAfterSeconds=days * 86_400)


def _is_request_units(client: AsyncMongoClient[dict[str, Any]]) -> bool:
    hosts = [host for host, _ in client.topology_description.server_descriptions()]
    return any(host.endswith(_REQUEST_UNITS_HOST) for host in hosts)
