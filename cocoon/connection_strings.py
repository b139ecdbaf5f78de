"""Whether a service's connection string or address can be right; nothing is connected to.

Each function returns what is wrong, or None. What it returns repeats nothing of the value, which may hold a key.
"""

import re
import warnings
from urllib.parse import urlsplit

from azure.servicebus import parse_connection_string
from azure.storage.blob import BlobServiceClient
from pymongo.errors import PyMongoError

from cocoon.database import mongo_client
from cocoon.storage import blob_connection_string

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE | re.ASCII)
_UNRESOLVED = (
    "the platform has not resolved the reference to the vault: look at it in the portal, under Environment variables; "
    "mostly the identity lacks the role Key Vault Secrets User, or the network does not reach the vault"
)


def mongodb_problem(uri: str) -> str | None:
    """Return what is wrong with MONGODB_URI."""
    if is_unresolved(uri):
        return _UNRESOLVED
    if not uri.startswith(("mongodb://", "mongodb+srv://")):
        return "it must begin with mongodb:// or mongodb+srv://"
    try:
        with warnings.catch_warnings(action="ignore"):  # they are shown when the real client is made
            mongo_client(uri)  # connects with its first command
    except (PyMongoError, ValueError, TypeError) as error:
        return (
            f"it is not a connection string of MongoDB ({type(error).__name__}); "
            "in a name or a password, percent-encode what is neither letter nor digit"
        )
    return None


def service_bus_problem(connection_string: str, queue: str) -> str | None:
    """Return what is wrong with SERVICE_BUS."""
    if is_unresolved(connection_string):
        return _UNRESOLVED
    try:
        properties = parse_connection_string(connection_string)
    except ValueError:
        return "it must be Endpoint=sb://NAMESPACE/;SharedAccessKeyName=NAME;SharedAccessKey=KEY"
    if properties.entity_path and properties.entity_path != queue:
        return "its EntityPath is another queue than QUEUE_NAME; use a connection string of the namespace"
    return None


def storage_problem(connection_string: str) -> str | None:
    """Return what is wrong with IMAGES_STORAGE."""
    if is_unresolved(connection_string):
        return _UNRESOLVED
    try:
        BlobServiceClient.from_connection_string(blob_connection_string(connection_string))
    except ValueError:
        return (
            "it must be DefaultEndpointsProtocol=https;AccountName=NAME;AccountKey=KEY;"
            "EndpointSuffix=core.windows.net, or UseDevelopmentStorage=true"
        )
    return None


def namespace_problem(address: str) -> str | None:
    """Return what is wrong with SERVICE_BUS__fullyQualifiedNamespace."""
    if not _HOST.fullmatch(address):
        return "it must be a host's name alone, such as NAMESPACE.servicebus.windows.net"
    return None


def blob_uri_problem(address: str) -> str | None:
    """Return what is wrong with IMAGES_STORAGE__blobServiceUri."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.netloc:
        return "it must be an address, such as https://ACCOUNT.blob.core.windows.net"
    return None


def is_unresolved(value: str) -> bool:
    """Tell whether a setting still is the reference to a vault in whose place its secret should stand."""
    return value.startswith("@Microsoft.KeyVault(")
