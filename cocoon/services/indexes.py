"""Define and create the indexes of the collections, and drop those of earlier versions."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pymongo import ASCENDING, DESCENDING, AsyncMongoClient, IndexModel
from pymongo.errors import OperationFailure

from cocoon.records.mark import DAYS_KEPT
from cocoon.services.mongo_client import Collection, ImageCollection
from cocoon.services.retries import is_passing

NEWEST = ("classified_at", DESCENDING), ("_id", ASCENDING)
CONTAINER = ("container", ASCENDING)
NEWEST_FIELDS = tuple(field for field, _ in NEWEST)
IMAGES_BY_PATH = IndexModel([CONTAINER, ("path", ASCENDING)])
IMAGES_BY_TIME = IndexModel([CONTAINER, *NEWEST])
IMAGES_BY_STATUS = IndexModel([CONTAINER, ("status", ASCENDING), *NEWEST])
IMAGES = [IMAGES_BY_PATH, IMAGES_BY_TIME, IMAGES_BY_STATUS]
ARRAYS = "label_names", "path_words", "search_keys"
IMAGES_BY_ARRAY = {field: IndexModel([CONTAINER, (field, ASCENDING), *NEWEST]) for field in ARRAYS}
# Read backwards, best first. SecantusDB loses ranges over a descending field whose bound no record has.
POSTINGS_BY_RANK = IndexModel([CONTAINER, ("label", ASCENDING), ("rank", ASCENDING)])
QUEUED_BY_PATH = IndexModel([CONTAINER, ("path", ASCENDING)])
LISTINGS_BY_KIND = IndexModel([CONTAINER, ("kind", ASCENDING), ("_id", ASCENDING)])
ACTIVITY_BY_MINUTE = IndexModel([("minute", ASCENDING)])
ACTIVITY_DAYS = 7
BY_NAME = {
    index.document["name"]: index
    for index in (*IMAGES, *IMAGES_BY_ARRAY.values(), POSTINGS_BY_RANK, QUEUED_BY_PATH, LISTINGS_BY_KIND)
}
FORMER: Mapping[str, tuple[str, ...]] = {  # names of indexes until 1.0
    "images": (
        "path_1",
        "classified_at_-1__id_1",
        "status_1_classified_at_-1__id_1",
        "model.name_1_model.version_1_classified_at_-1__id_1",
        "ranks.$**_1",
        "label_names_1",
        "label_names_1_classified_at_-1__id_1",
    ),
    "queued": ("path_1",),
}
_REQUEST_UNITS_HOST = ".mongo.cosmos.azure.com"


async def ensure(images: ImageCollection) -> None:
    """Make the indexes that are missing, in the collection of images and in the others of its database.

    Those of earlier versions are dropped when all others are there.

    :raises OperationFailure: if the database refuses one for good; the others are made anyway.
    """
    database = images.database
    request_units = is_request_units(database.client)
    activity = [expiry(database.client, "minute", ACTIVITY_DAYS)]
    if request_units:  # elsewhere the index that expires records also sorts them
        activity.append(ACTIVITY_BY_MINUTE)
    wanted: dict[Collection | ImageCollection, list[IndexModel]] = {
        images: [*IMAGES, *of_arrays(request_units=request_units)],
        database["postings"]: [POSTINGS_BY_RANK],
        database["queued"]: [QUEUED_BY_PATH, expiry(database.client, "at", DAYS_KEPT)],
        database["listings"]: [LISTINGS_BY_KIND],
        database["activity"]: activity,
    }
    refused = [error for collection, models in wanted.items() for error in await _make(collection, models)]
    for error in refused:
        raise error
    for collection, models in wanted.items():
        names = {model.document["name"] for model in models}
        await _drop(collection, set(FORMER.get(collection.name, ())) - names)


def of_arrays(*, request_units: bool) -> list[IndexModel]:
    """Return the indexes of the fields that are arrays; RU has no compound index with an array in it."""
    if request_units:
        return [IndexModel([(field, ASCENDING)]) for field in ARRAYS]
    return list(IMAGES_BY_ARRAY.values())


async def _make(collection: Collection | ImageCollection, models: list[IndexModel]) -> list[OperationFailure]:
    """Make indexes in one command, or one by one where that is refused; return the refusals."""
    try:
        await collection.create_indexes(models)
    except OperationFailure as error:
        if len(models) == 1 or is_passing(error):
            return [error]
        return [refusal for model in models for refusal in await _make(collection, [model])]
    return []


async def _drop(collection: Collection | ImageCollection, names: set[str]) -> None:
    """Drop the indexes of these names that there are."""
    if not names:
        return
    for name in names & (await collection.index_information()).keys():
        with suppress(OperationFailure):  # another process has just dropped it
            await collection.drop_index(name)


def expiry(client: AsyncMongoClient[Any], field: str, days: int) -> IndexModel:
    """Return the index that expires documents some days after ``field`` (a date).

    Cosmos DB RU can expire documents only by its own time of the last change:
    https://learn.microsoft.com/azure/cosmos-db/mongodb/time-to-live
    """
    return IndexModel([("_ts" if is_request_units(client) else field, ASCENDING)], expireAfterSeconds=days * 86_400)


def is_request_units(client: AsyncMongoClient[Any]) -> bool:
    """Return whether a client's server is Cosmos DB RU, which has no hints and other indexes."""
    hosts = [host for host, _ in client.topology_description.server_descriptions()]
    return any(host.endswith(_REQUEST_UNITS_HOST) for host in hosts)
