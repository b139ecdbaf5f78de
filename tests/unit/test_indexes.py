"""Documents expire on every kind of server."""

from typing import Any

import pytest
from pymongo import AsyncMongoClient

from cocoon.services.indexes import expiry


@pytest.mark.parametrize(
    ("uri", "field"),
    [
        ("mongodb://name:key@name.mongo.cosmos.azure.com:10255/?ssl=true&replicaSet=globaldb", "_ts"),
        ("mongodb://127.0.0.1:27017", "at"),
        ("mongodb://name.mongocluster.cosmos.azure.com:10260", "at"),
    ],
)
async def test_documents_expire_on_every_kind_of_server(uri: str, field: str) -> None:
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(uri, connect=False)
    index = expiry(client, "at", 7).document
    assert (list(index["key"]), index["expireAfterSeconds"]) == ([field], 604_800)
    await client.close()
