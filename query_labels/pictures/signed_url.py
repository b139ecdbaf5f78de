"""Make an address with which a client can read a blob from the storage account itself."""

from datetime import UTC, datetime, timedelta

from azure.storage.blob import BlobSasPermissions, generate_blob_sas
from azure.storage.blob.aio import BlobClient, BlobServiceClient

from cocoon.services.sdk_errors import transient

SAS_MINUTES = 10
CLOCKS_DIFFER = timedelta(minutes=5)


async def signed_url(service: BlobServiceClient, blob: BlobClient, disposition: str | None = None) -> str:
    """Return the blob's address with a signature that lets anyone read it for some minutes.

    :param disposition: the Content-Disposition with which the account answers; None for that of the blob.
    :raises TransientError: if the storage account fails.
    """
    start = datetime.now(UTC) - CLOCKS_DIFFER
    end = datetime.now(UTC) + timedelta(minutes=SAS_MINUTES)
    account_key = getattr(blob.credential, "account_key", None)
    with transient("storage account"):
        delegated = None if account_key else await service.get_user_delegation_key(start, end)
    signature = generate_blob_sas(
        str(blob.account_name),
        str(blob.container_name),
        str(blob.blob_name),
        account_key=account_key,
        user_delegation_key=delegated,
        permission=BlobSasPermissions(read=True),
        start=start,
        expiry=end,
        content_disposition=disposition,
    )
    return f"{blob.url}?{signature}"
