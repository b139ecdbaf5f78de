"""Read and renew the token that changes when labels are cleared."""

from cocoon.records.clearing_token import ClearingToken
from cocoon.services.mongo_client import Collection
from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient

_FORMER_ID = "generation/{container}"  # until 0.1 the token was a record of the collection "listings"


async def read_suffix(clearings: Collection, listings: Collection, container: str) -> str:
    """Return the end of a container's MessageIds; it is empty if its labels were never cleared.

    :param listings: where an earlier version kept the token.
    :raises TransientError: if the database fails.
    """
    former = {"_id": _FORMER_ID.format(container=container)}
    with transient("database"):
        record = await retry_database(lambda: clearings.find_one({"_id": container}))
        if record is None:
            record = await retry_database(lambda: listings.find_one(former))
    return ClearingToken.decode(container, record).message_id_suffix if record else ""


async def renew(clearings: Collection, container: str) -> None:
    """Give a container a new token."""
    record = ClearingToken(container).encode()
    await retry_database(lambda: clearings.replace_one({"_id": container}, record, upsert=True))
