"""Turn the SDKs' errors into ours, in one place."""

from collections.abc import Iterator
from contextlib import contextmanager

from azure.core.exceptions import AzureError
from pymongo.errors import PyMongoError

from cocoon.errors import TransientError


@contextmanager
def transient(service: str) -> Iterator[None]:
    """Raise a TransientError that names the service for whatever its SDK raises.

    The SDKs have retried by then; the message that comes back is the next try.
    """
    try:
        yield
    except (AzureError, PyMongoError, TimeoutError, OSError) as error:
        # The SDK's own text stays in the cause: it names hosts, and this one is shown to clients.
        raise TransientError(f"The {service} is not available ({type(error).__name__}).") from error
