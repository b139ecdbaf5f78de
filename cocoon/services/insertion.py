"""Insert records of which some may be there already."""

from collections.abc import Sequence
from typing import Any

from pymongo.errors import BulkWriteError, OperationFailure

from cocoon.services.mongo_client import Collection, Record

DUPLICATE_KEY = 11000


async def insert_missing(collection: Collection, records: Sequence[Record]) -> list[Any]:
    """Insert the records whose ``_id`` the collection does not have; return the ids of the others, which stay.

    :raises PyMongoError: if the database fails; what was inserted by then stays.
    """
    try:
        await collection.insert_many(records, ordered=False)
    except BulkWriteError as error:
        failed = [each for each in error.details["writeErrors"] if each["code"] != DUPLICATE_KEY]
        if failed or error.details.get("writeConcernErrors"):
            code = failed[0]["code"] if failed else None
            raise OperationFailure(failed[0]["errmsg"] if failed else str(error), code) from error
        return [records[each["index"]]["_id"] for each in error.details["writeErrors"]]
    return []
