"""Turn the SDKs' errors into ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from azure.core.exceptions import AzureError
from pymongo.errors import ExecutionTimeout, OperationFailure, PyMongoError

from cocoon.errors import TransientError
from cocoon.services.retries import is_passing

REFUSED = frozenset({13, 18, 8000})  # not authorised: somebody has to correct it, and messages wait meanwhile


@contextmanager
def transient(service: str) -> Iterator[None]:
    """Turn any error of a service's SDK into a TransientError that names the service.

    The SDK has retried by then; the next try is the message that comes back.
    """
    try:
        yield
    except (AzureError, PyMongoError, TimeoutError, OSError) as error:
        if isinstance(error, OperationFailure) and not _may_pass(error):
            raise  # the command itself is wrong; waiting does not help
        # The SDK's own text stays in the cause: it names hosts, and this one is shown to clients.
        raise TransientError(f"The {service} is not available ({type(error).__name__}).") from error


def _may_pass(error: OperationFailure) -> bool:
    return isinstance(error, ExecutionTimeout) or is_passing(error) or error.code in REFUSED
