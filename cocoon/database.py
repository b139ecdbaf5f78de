"""The client of the database."""

from typing import Any

from pymongo import AsyncMongoClient

from cocoon import database_identity

IDLE_SOCKET_MS = 120_000  # Cosmos DB cuts idle sockets after four minutes
TIMEOUT_MS = 10_000


def mongo_client(uri: str) -> AsyncMongoClient[dict[str, Any]]:
    """Return a client for what Cosmos DB and MongoDB have in common; its times are in UTC."""
    return AsyncMongoClient(
        uri,
        tz_aware=True,
        appname="cocoon",
        retryWrites=False,  # Cosmos DB has no retryable writes; every write of ours may be repeated
        maxIdleTimeMS=IDLE_SOCKET_MS,
        serverSelectionTimeoutMS=TIMEOUT_MS,
        timeoutMS=TIMEOUT_MS,
        **database_identity.options(uri),
    )
