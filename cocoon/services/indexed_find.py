"""Find records by an index, which is named where the database would take another one otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pymongo import AsyncMongoClient, IndexModel
from pymongo.errors import OperationFailure

from cocoon.services.index_hints import IndexHints
from cocoon.services.indexes import BY_NAME, IMAGES_BY_ARRAY, IMAGES_BY_TIME, is_request_units
from cocoon.services.mongo_client import Collection, ImageCollection

BAD_VALUE = 2  # what MongoDB and DocumentDB answer if there is no index of that name

Sort = Sequence[tuple[str, int]]

hints = IndexHints()


async def find_by_index(
    collection: Collection | ImageCollection,
    filter_: Mapping[str, Any],
    index: str,
    *,
    fields: Iterable[str] | None = None,
    sort: Sort = (),
    limit: int,
) -> list[Any]:
    """Return the records that a filter finds, in one batch.

    DocumentDB's planner goes through the newest images for a rare label, and sorts a range of paths that it has read
    whole. There alone the index is named: SecantusDB reads the whole of an index that is named, and Cosmos DB RU takes
    no name. An index that is not made yet is not named for a minute.

    :param index: the name of the index, one of :data:`cocoon.services.indexes.BY_NAME`.
    :param fields: that are read; all if None.
    :raises PyMongoError: if the database fails.
    """
    projection = None if fields is None else dict.fromkeys(fields, True)
    client, named = collection.database.client, (collection.full_name, index)
    if sort and is_request_units(client):
        sort = whole_sort(BY_NAME[index], sort)
    cursor = collection.find(filter_, projection, sort=list(sort) or None, limit=limit, batch_size=limit)
    if not needs_hints(client) or not hints.may_name(named):
        return list(await cursor.to_list())
    try:
        return list(await cursor.clone().hint(index).to_list())
    except OperationFailure as error:
        if error.code != BAD_VALUE:
            raise
        hints.miss(named)
    return list(await cursor.to_list())


def needs_hints(client: AsyncMongoClient[Any]) -> bool:
    """Return whether a client's server is Azure DocumentDB, which presents itself as a ``mongos``."""
    servers = client.topology_description.server_descriptions().values()
    return any(server.server_type_name == "Mongos" for server in servers)


def whole_sort(index: IndexModel, sort: Sort) -> Sort:
    """Return a sort that begins with the first fields of an index, which are equal in all records that are found.

    Cosmos DB RU sorts by several fields only if a compound index has just these, in its order or wholly reversed:
    https://learn.microsoft.com/azure/cosmos-db/mongodb/indexing. There an array is in no compound index, so images of
    an array's value are sorted by the index of all images. (Assumed: not run.)
    """
    served_by = IMAGES_BY_TIME if index in IMAGES_BY_ARRAY.values() else index
    keys = list(served_by.document["key"].items())
    begin = [field for field, _ in keys].index(sort[0][0])
    is_reversed = keys[begin][1] != sort[0][1]
    return [(field, -direction if is_reversed else direction) for field, direction in keys[:begin]] + list(sort)
