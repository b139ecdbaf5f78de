"""Check the connection strings and addresses of services, without connecting.

Each function returns the problem, or None. The text repeats nothing of the value, which may hold a key.
"""

import re
import warnings
from urllib.parse import urlsplit

from azure.servicebus import ServiceBusClient
from azure.storage.blob import BlobServiceClient
from pymongo.errors import PyMongoError

from cocoon.services.blob_service import blob_connection_string
from cocoon.services.mongo_client import mongo_client

_HOST = re.compile(r"((sb|amqps?|https)://)?[a-z0-9][a-z0-9.-]*(:\d+)?/?", re.IGNORECASE | re.ASCII)
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
        with warnings.catch_warnings(action="ignore"):  # pymongo warns again when the real client is made
            mongo_client(uri)  # does not connect before its first command
    except (PyMongoError, ValueError, TypeError, OSError) as error:  # OSError: a missing certificate file
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
        client = ServiceBusClient.from_connection_string(connection_string)
        client.get_queue_sender(queue)  # raises if the string names another queue
    except ValueError as error:
        if "EntityPath" in str(error):
            return "its EntityPath is another queue than QUEUE_NAME; use a connection string of the namespace"
        return "it must be Endpoint=sb://NAMESPACE/;SharedAccessKeyName=NAME;SharedAccessKey=KEY"
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
    """Return what is wrong with SERVICE_BUS__fullyQualifiedNamespace; the SDKs accept a scheme and a slash."""
    if not _HOST.fullmatch(address):
        return "it must be a host's name alone, such as NAMESPACE.servicebus.windows.net"
    return None


def blob_uri_problem(address: str) -> str | None:
    """Return what is wrong with IMAGES_STORAGE__blobServiceUri."""
    wrong = "it must be an address, such as https://ACCOUNT.blob.core.windows.net"
    try:
        parts = urlsplit(address)
    except ValueError:
        return wrong
    return None if parts.scheme in ("https", "http") and parts.netloc else wrong


def is_unresolved(value: str) -> bool:
    """Return whether a setting still holds its Key Vault reference instead of the secret."""
    return value.startswith("@Microsoft.KeyVault(")
