"""Make the clients of the storage account, with their retries."""

from typing import Any
from urllib.request import getproxies

from azure import identity
from azure.core.credentials_async import AsyncTokenCredential
from azure.storage import blob
from azure.storage.blob.aio import BlobServiceClient, ExponentialRetry

from cocoon.settings.connection import Connection

DEVELOPMENT_STORAGE = (
    "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ"
    "6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;"
)  # the well-known account of Azurite
# Bytes that arrive when a blob is opened. Its size is known only then, so each open blob holds this much memory.
FIRST_PART = 8 * 1024 * 1024
# Fail within seconds, not after a minute and a half: for a longer retry, the message or the tick comes back.
_RETRIES: dict[str, Any] = {"initial_backoff": 1, "increment_base": 2, "retry_total": 2, "random_jitter_range": 1}
_TIMEOUTS: dict[str, Any] = {"connection_timeout": 5, "read_timeout": 30}


def blob_service(connection: Connection, credential: AsyncTokenCredential | None) -> BlobServiceClient:
    """Return a client of the account; it uses the credential if there is no connection string."""
    # Without a proxy, aiohttp need not look for one, and for a .netrc, in a thread and at each request.
    use_env_settings = bool(getproxies())
    options = {"retry_policy": ExponentialRetry(**_RETRIES), "use_env_settings": use_env_settings, **_TIMEOUTS}
    options |= {"max_single_get_size": FIRST_PART, "max_chunk_get_size": FIRST_PART}
    if connection.connection_string:
        full = blob_connection_string(connection.connection_string)
        return BlobServiceClient.from_connection_string(full, **options)
    return BlobServiceClient(connection.expect_address(), credential, **options)


def listing_container(connection: Connection, name: str) -> blob.ContainerClient:
    """Return a client of a container for use in threads."""
    options: dict[str, Any] = {"retry_policy": blob.ExponentialRetry(**_RETRIES), **_TIMEOUTS}
    if connection.connection_string:
        full = blob_connection_string(connection.connection_string)
        return blob.ContainerClient.from_connection_string(full, name, **options)
    credential = identity.DefaultAzureCredential(managed_identity_client_id=connection.client_id)
    return blob.ContainerClient(connection.expect_address(), name, credential, **options)


def blob_connection_string(setting: str) -> str:
    """Return a connection string that the Python SDK understands: it does not know Azurite's short form."""
    return DEVELOPMENT_STORAGE if setting.strip(" ;").lower() == "usedevelopmentstorage=true" else setting
