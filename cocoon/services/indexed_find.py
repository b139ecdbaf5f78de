"""Find records by an index, in its order, with what each kind of server needs for that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.errors import OperationFailure

from cocoon.services.index_hints import IndexHints
from cocoon.services.index_order import Sort, are_in_order, in_order, is_range_behind_array, whole_sort
from cocoon.services.indexes import BY_NAME, is_request_units
from cocoon.services.mongo_client import Collection, ImageCollection

BAD_VALUE = 2  # what MongoDB and DocumentDB answer if there is no index of that name

FEWEST_IN_ORDER = 10  # records of which it is no chance that they come in order

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

    :param index: the name of the index, one of :data:`cocoon.services.indexes.BY_NAME`.
    :param fields: that are read, among them those of the sort; all if None.
    :raises PyMongoError: if the database fails.
    """
    projection = None if fields is None else dict.fromkeys(fields, True)
    find = _Find(collection, filter_, projection, limit)
    client = collection.database.client
    if is_documentdb(client):
        return await find.in_documentdb(index, sort)
    return await find.run(whole_sort(BY_NAME[index], sort) if sort and is_request_units(client) else sort)


def is_documentdb(client: AsyncMongoClient[Any]) -> bool:
    """Return whether a client's server is Azure DocumentDB, which presents itself as a ``mongos``."""
    servers = client.topology_description.server_descriptions().values()
    return any(server.server_type_name == "Mongos" for server in servers)


@dataclass(frozen=True, slots=True)
class _Find:
    """The command, without its order and its index."""

    collection: Collection | ImageCollection
    filter: Mapping[str, Any]
    projection: Mapping[str, bool] | None
    limit: int

    async def run(self, sort: Sort, hint: str | None = None) -> list[Any]:
        """Return what the database answers."""
        cursor = self.collection.find(
            self.filter, self.projection, sort=list(sort) or None, limit=self.limit, batch_size=self.limit, hint=hint
        )
        return list(await cursor.to_list())

    async def in_documentdb(self, index: str, sort: Sort) -> list[Any]:
        """Return the records in order, but do not make the database sort a range behind an array.

        DocumentDB reads such a range whole before it sorts it (``ProcessOrderByStatements`` in the engine's
        ``index_support.c``). Without the sort it goes along the index that is named and stops at the limit, so the
        records come in order. If they do not, as on older clusters, whose indexes have none, it has to sort them.
        """
        named = self.collection.full_name, index
        if not (sort and is_range_behind_array(BY_NAME[index], self.filter) and hints.may_name(named)):
            return await self.by_name(index, sort)
        limit = max(self.limit, FEWEST_IN_ORDER)
        records = await replace(self, limit=limit).by_name(index, ())
        if len(records) < limit:  # there are no others
            return in_order(records, sort)[: self.limit]
        if hints.may_name(named) and are_in_order(records, sort):
            return records[: self.limit]
        return await self.by_name(index, sort)

    async def by_name(self, index: str, sort: Sort) -> list[Any]:
        """Return what the database answers when the index is named; one that is not there, is not for a minute.

        DocumentDB's planner goes through the newest images for a rare label, and sorts a range of paths that it has
        read whole. No other server gets a name: SecantusDB reads the whole of an index that is named, and Cosmos DB RU
        takes none.
        """
        named = self.collection.full_name, index
        if hints.may_name(named):
            try:
                return await self.run(sort, index)
            except OperationFailure as error:
                if error.code != BAD_VALUE:
                    raise
                hints.miss(named)
        return await self.run(sort)
