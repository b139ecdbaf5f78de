"""Find the name under which the account lists a blob.

Azure drops dots at the end of a segment (AzureStorageExplorer#2833), and with a hierarchical namespace empty segments;
Azurite keeps both. So the account is asked about such names.
"""

import re
from dataclasses import replace

from azure.storage.blob.aio import ContainerClient

from cocoon.records.message import ImageMessage
from cocoon.services.sdk_errors import transient
from cocoon.text import unlistable

_DOTS_AT_AN_END, _EMPTY_SEGMENTS = re.compile(r"\.+(?=/|$)"), re.compile("/{2,}")


async def as_listed(container: ContainerClient, message: ImageMessage) -> ImageMessage:
    """Return the message with the blob's name as listings show it, so that the blob has one document.

    :raises TransientError: if the account cannot be asked; it is asked for odd names only.
    """
    is_odd = _DOTS_AT_AN_END.search(message.path) or _EMPTY_SEGMENTS.search(message.path)
    if not is_odd or unlistable(message.path):
        return message
    without_dots = _DOTS_AT_AN_END.sub("", message.path)
    for path in (message.path, without_dots, _EMPTY_SEGMENTS.sub("/", without_dots)):
        if await _is_listed(container, path):
            return replace(message, path=path)
    return message


async def _is_listed(container: ContainerClient, path: str) -> bool:
    """Return whether a listing has exactly this name: it is the first of the names that begin with it."""
    with transient("storage account"):
        async for blob in container.list_blobs(name_starts_with=path, results_per_page=1):
            return bool(blob.name == path)
    return False
