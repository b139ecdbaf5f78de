"""Errors of a storage account."""

from azure.core.exceptions import HttpResponseError
from azure.storage.blob import StorageErrorCode


def refusal(code: str | None, status: int) -> HttpResponseError:
    """Return the error that the SDK raises for an answer with a status and, if there is one, a code."""
    error = HttpResponseError(message="refused")
    error.status_code = status
    error.error_code = StorageErrorCode(code) if code in list(StorageErrorCode) else code  # type: ignore[attr-defined]
    return error
