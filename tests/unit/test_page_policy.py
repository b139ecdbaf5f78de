"""From where the dashboard's pages may load pictures."""

import pytest

from cocoon.settings.connection import Connection
from query_labels.page_policy import account_origin

KEY = "AccountKey=a2V5"


@pytest.mark.parametrize(
    ("connection_string", "origin"),
    [
        (
            f"DefaultEndpointsProtocol=https;AccountName=pictures;{KEY};EndpointSuffix=core.windows.net",
            "https://pictures.blob.core.windows.net",
        ),
        ("UseDevelopmentStorage=true", "http://127.0.0.1:10000"),
        (f"AccountName=a;{KEY};BlobEndpoint=http://127.0.0.1:41234/a;", "http://127.0.0.1:41234"),
        (f"AccountName=a;{KEY};BlobEndpoint=https://Files.example.com:443/", "https://files.example.com"),
        (f"AccountName=a;{KEY};BlobEndpoint=http://[::1]:10000/a", ""),
    ],
)
def test_the_origin_of_a_connection_string(connection_string: str, origin: str) -> None:
    assert account_origin(Connection("IMAGES_STORAGE", connection_string, None, None)) == origin


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://pictures.blob.core.windows.net", "https://pictures.blob.core.windows.net"),
        ("https://pictures.blob.core.windows.net/", "https://pictures.blob.core.windows.net"),
        ("https://name:secret@host/", "https://host"),
        ("https://host:99999", ""),
        ("https://a;script-src *", ""),
        ("https://a'unsafe-inline'", ""),
    ],
)
def test_the_origin_of_an_address_and_nothing_that_would_change_the_policy(address: str, origin: str) -> None:
    assert account_origin(Connection("IMAGES_STORAGE", None, address, None)) == origin
