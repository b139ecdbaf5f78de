"""Turn the SDKs' errors into ours, in one place."""

from collections.abc import Iterator
from contextlib import contextmanager

from azure.core.exceptions import AzureError
from pymongo.errors import ExecutionTimeout, OperationFailure, PyMongoError

from cocoon.errors import TransientError
from cocoon.retry import is_passing

REFUSED = frozenset({13, 18, 8000})  # not authorised: somebody has to mend it, and messages wait meanwhile


@contextmanager
def transient(service: str) -> Iterator[None]:
    """Raise a TransientError that names the service for whatever its SDK raises.

    The SDKs have retried by then; the message that comes back is the next try.
    """
    try:
        yield
    except (AzureError, PyMongoError, TimeoutError, OSError) as error:
        if isinstance(error, OperationFailure) and not _may_pass(error):
            raise  # the command itself is wrong, which no waiting mends
        # The SDK's own text stays in the cause: it names hosts, and this one is shown to clients.
        raise TransientError(f"The {service} is not available ({type(error).__name__}).") from error


def _may_pass(error: OperationFailure) -> bool:
    return isinstance(error, ExecutionTimeout) or is_passing(error) or error.code in REFUSED
