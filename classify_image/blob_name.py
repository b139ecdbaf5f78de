"""The name under which the account has a blob that a message names.

Azure drops dots at the end of a segment (AzureStorageExplorer#2833), and with a hierarchical namespace empty segments;
Azurite keeps both. So of such a name the account itself is asked.
"""

import re
from dataclasses import replace

from azure.storage.blob.aio import ContainerClient

from cocoon.faults import transient
from cocoon.messages import ImageMessage
from cocoon.text import unlistable

_DOTS_AT_AN_END, _EMPTY_SEGMENTS = re.compile(r"\.+(?=/|$)"), re.compile("/{2,}")


async def as_the_account_has_it(container: ContainerClient, message: ImageMessage) -> ImageMessage:
    """Return the message with the blob's name as a listing has it, so that there is one document of it.

    :raises TransientError: if the account cannot be asked, which is done for odd names only.
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
    """Tell whether a listing has this very name: it comes first of those that begin with it."""
    with transient("storage account"):
        async for blob in container.list_blobs(name_starts_with=path, results_per_page=1):
            return bool(blob.name == path)
    return False
