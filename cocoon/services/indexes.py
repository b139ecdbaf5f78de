"""Define and create the indexes of the collections."""

from typing import Any

from pymongo import ASCENDING, DESCENDING, AsyncMongoClient, IndexModel
from pymongo.errors import OperationFailure

from cocoon.records.mark import DAYS_KEPT
from cocoon.services.mongo_client import Collection, ImageCollection
from cocoon.services.retries import is_passing

NEWEST = ("classified_at", DESCENDING), ("_id", ASCENDING)
IMAGES = [
    IndexModel([("path", ASCENDING)]),
    IndexModel([*NEWEST]),
    IndexModel([("status", ASCENDING), *NEWEST]),
    IndexModel([("model.name", ASCENDING), ("model.version", ASCENDING), *NEWEST]),
    IndexModel([("ranks.$**", ASCENDING)]),
]
ARRAYS = "label_names", "path_words", "models.name"
QUEUED = [IndexModel([("path", ASCENDING)])]
ACTIVITY_DAYS = 7
_REQUEST_UNITS_HOST = ".mongo.cosmos.azure.com"


async def ensure(images: ImageCollection) -> None:
    """Make the indexes that are missing, in the collection of images and in the others of its database.

    :raises OperationFailure: if the database refuses one for good; the others are made anyway.
    """
    database = images.database
    request_units = _is_request_units(database.client)
    activity = [expiry(database.client, "minute", ACTIVITY_DAYS)]
    if request_units:  # elsewhere the index that expires records also sorts them
        activity.append(IndexModel([("minute", ASCENDING)]))
    wanted: dict[Collection | ImageCollection, list[IndexModel]] = {
        images: [*IMAGES, *of_arrays(request_units=request_units)],
        database["queued"]: [*QUEUED, expiry(database.client, "at", DAYS_KEPT)],
        database["activity"]: activity,
    }
    refused = [error for collection, models in wanted.items() for error in await _make(collection, models)]
    for error in refused:
        raise error


def of_arrays(*, request_units: bool) -> list[IndexModel]:
    """Return the indexes of the fields that are arrays; RU has no compound index with an array in it."""
    return [IndexModel([(field, ASCENDING), *(() if request_units else NEWEST)]) for field in ARRAYS]


async def _make(collection: Collection | ImageCollection, models: list[IndexModel]) -> list[OperationFailure]:
    """Make indexes in one command, or one by one where that is refused; return the refusals."""
    try:
        await collection.create_indexes(models)
    except OperationFailure as error:
        if len(models) == 1 or is_passing(error):
            return [error]
        return [refusal for model in models for refusal in await _make(collection, [model])]
    return []


def expiry(client: AsyncMongoClient[Any], field: str, days: int) -> IndexModel:
    """Return the index that expires documents some days after ``field`` (a date).

    Cosmos DB RU can expire documents only by its own time of the last change:
    https://learn.microsoft.com/azure/cosmos-db/mongodb/time-to-live
    """
    return IndexModel([("_ts" if _is_request_units(client) else field, ASCENDING)], expireAfterSeconds=days * 86_400)


def _is_request_units(client: AsyncMongoClient[Any]) -> bool:
    hosts = [host for host, _ in client.topology_description.server_descriptions()]
    return any(host.endswith(_REQUEST_UNITS_HOST) for host in hosts)
