"""Make the client of the database, and define the types of its collections."""

from typing import Any

from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection

from cocoon.records.image_document import ImageDocument
from cocoon.services import database_identity

IDLE_SOCKET_MS = 120_000  # Cosmos DB cuts idle sockets after four minutes
TIMEOUT_MS = 10_000

Record = dict[str, Any]  # as the driver takes and returns it; cocoon/records encodes and decodes it
Collection = AsyncCollection[Record]
ImageCollection = AsyncCollection[ImageDocument]


def mongo_client(uri: str, timeout_ms: int = TIMEOUT_MS) -> AsyncMongoClient[Record]:
    """Return a client that uses only features that Cosmos DB and MongoDB share; its times are in UTC.

    :param timeout_ms: of an operation, including the selection of a server.
    """
    return AsyncMongoClient(
        uri,
        tz_aware=True,
        appname="cocoon",
        retryWrites=False,  # Cosmos DB has no retryable writes; every write of ours may be repeated
        maxIdleTimeMS=IDLE_SOCKET_MS,
        serverSelectionTimeoutMS=timeout_ms,
        timeoutMS=timeout_ms,
        **database_identity.options(uri),
    )
