"""Say from where the dashboard's pages may load anything."""

import re
from functools import cache
from urllib.parse import urlsplit

from azure.storage.blob import BlobServiceClient

from cocoon.services.blob_service import blob_connection_string
from cocoon.settings.connection import Connection

_HOST = re.compile(r"[a-z0-9.-]+")  # what a policy can name: no IPv6 address, and nothing that would end the directive
_PORTS = {"http": 80, "https": 443}


def page_policy(images: str = "", *, data: bool = False) -> str:
    """Return the Content-Security-Policy of a page: nothing inline, and nothing from elsewhere but large pictures.

    React sets style attributes through the DOM, which "self" allows.

    :param images: the origin to which the app redirects requests for large originals.
    :param data: whether pictures may be data: addresses.
    """
    pictures = " ".join(filter(None, ("'self'", images, "data:" if data else "")))
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {pictures}; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def account_origin(storage: Connection) -> str:
    """Return the scheme and host of a storage account's blobs, as in ``https://ACCOUNT.blob.core.windows.net``.

    It is empty if a policy cannot name it.
    """
    if storage.connection_string:
        address = BlobServiceClient.from_connection_string(blob_connection_string(storage.connection_string)).url
    else:
        address = storage.expect_address()
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host):
        return ""
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != _PORTS[parts.scheme] else "")
