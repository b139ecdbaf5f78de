"""Decide what to do about each error of the storage account.

The codes are from https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes,
.../blob-service-error-codes and .../sas-error-codes; those of customer-provided keys from
``bloberror/error_codes.go`` of Azure/azure-sdk-for-go. The verdict on each is our own: the account gives none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from http import HTTPStatus

from azure.core.exceptions import HttpResponseError

from cocoon.errors import PermanentError
from cocoon.records.failure_codes import BAD_PATH, BLOB_ARCHIVED, BLOB_ENCRYPTED, BLOB_NOT_FOUND, BLOB_REFUSED
from cocoon.services.sdk_errors import transient


class Verdict(Enum):
    """The app's reaction to an error."""

    WAIT = "the account is busy, or refuses the app until somebody corrects its access"
    REFUSED = "the account refuses this blob to everyone: the one image fails"
    NAME = "no blob can have the name, or no listing the prefix"
    GONE = "there is no such blob"


_ACCOUNT = """
    AccountBeingCreated AccountIsDisabled AuthenticationFailed AuthorizationFailure AuthorizationPermissionMismatch
    AuthorizationProtocolMismatch AuthorizationResourceTypeMismatch AuthorizationServiceMismatch
    AuthorizationSourceIPMismatch ContainerBeingDeleted ContainerDisabled ContainerNotFound FilesystemNotFound
    FilesystemBeingDeleted InsufficientAccountPermissions InvalidAuthenticationInfo
    KeyBasedAuthenticationNotPermitted KeyVaultAccessTokenCannotBeAcquired KeyVaultEncryptionKeyNotFound
    KeyVaultVaultNotFound NoAuthenticationInformation PublicAccessNotPermitted
"""
# A mistake in our own request concerns all blobs alike, so no blob fails for it; a blob that changed during a read is
# read again.
_BUSY = """
    CannotVerifyCopySource ConditionNotMet InternalError InvalidHeaderValue MissingRequiredHeader OperationTimedOut
    ServerBusy SystemInUse UnsupportedHeader
"""
_NAME = """
    InvalidInput InvalidQueryParameterValue InvalidResourceName InvalidUri OutOfRangeInput
    OutOfRangeQueryParameterValue RequestUrlFailedToParse
"""
_GONE = "BlobNotFound PathNotFound ResourceNotFound"
_REFUSED = """
    BlobArchived BlobBeingRehydrated BlobCustomerSpecifiedEncryptionMismatch
    BlobDoesNotUseCustomerSpecifiedEncryption BlobImmutableDueToLegalHold BlobImmutableDueToPolicy
    BlobOperationNotSupported BlobOverwritten BlobUsesCustomerSpecifiedEncryption FeatureVersionMismatch
    InvalidBlobType LeaseIdMissing PathConflict PendingCopyOperation RequestBodyTooLarge ResourceTypeMismatch
    SnapshotsPresent
"""
VERDICTS = {
    code: verdict
    for verdict, codes in (
        (Verdict.WAIT, f"{_ACCOUNT} {_BUSY}"),
        (Verdict.NAME, _NAME),
        (Verdict.GONE, _GONE),
        (Verdict.REFUSED, _REFUSED),
    )
    for code in codes.split()
}
# For answers without a code. Other statuses come from proxies and front ends, and say nothing about the blob.
_NAME_STATUSES = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_URI_TOO_LONG, 431})
_ARCHIVED = "is in the archive tier; it can be read once it is rehydrated, and is sent back by a retry then"
_ENCRYPTED = "is encrypted with a key that its owner provides with each request, and the app has no such key"
# Our code and the reason; other refusals are "blob_refused".
_REASONS = {
    "BlobArchived": (BLOB_ARCHIVED, _ARCHIVED),
    "BlobBeingRehydrated": (BLOB_ARCHIVED, _ARCHIVED),
    "BlobUsesCustomerSpecifiedEncryption": (BLOB_ENCRYPTED, _ENCRYPTED),
    "BlobCustomerSpecifiedEncryptionMismatch": (BLOB_ENCRYPTED, _ENCRYPTED),
}


def code_of(error: HttpResponseError) -> str:
    """Return the account's code; it is empty for answers of front ends and proxies."""
    code = getattr(error, "error_code", None)
    return str(getattr(code, "value", code) or "")


def verdict_of(error: HttpResponseError) -> Verdict:
    """Return what to do about an error; without a known code its status decides."""
    if verdict := VERDICTS.get(code_of(error)):
        return verdict
    if error.status_code == HTTPStatus.CONFLICT:
        return Verdict.REFUSED
    return Verdict.NAME if error.status_code in _NAME_STATUSES and not code_of(error) else Verdict.WAIT


def azurite_problem(error: HttpResponseError) -> str | None:
    """Return advice where Azurite fails to list a container because of a blob's name; None for other errors.

    A real account lists such names encoded, and the app labels them.
    """
    server = getattr(error.response, "headers", {}).get("Server", "")
    if error.status_code != HTTPStatus.INTERNAL_SERVER_ERROR or not server.startswith("Azurite"):
        return None
    return (
        "Azurite cannot list the container. It fails so when a blob's name has a character that XML has not, such as "
        "U+0001 or U+FFFF, and does not say which blob that is. Delete the blob by its name, or begin with an empty "
        "container: an emulator's state can be removed (of 'make run', the folder .local)."
    )


@contextmanager
def blob_errors(path: str) -> Iterator[None]:
    """Turn the account's errors about one blob into ours.

    :raises PermanentError: ``blob_not_found``, ``bad_path``, ``blob_archived``, ``blob_encrypted`` or ``blob_refused``.
    :raises TransientError: if the account is busy, or does not let the app in.
    """
    with transient("storage account"):
        try:
            yield
        except HttpResponseError as error:
            verdict = verdict_of(error)
            if verdict is Verdict.WAIT:
                raise
            raise _failure(verdict, code_of(error) or f"status {error.status_code}", path) from error


def _failure(verdict: Verdict, code: str, path: str) -> PermanentError:
    if verdict is Verdict.GONE:
        return PermanentError(BLOB_NOT_FOUND, f"There is no blob {path!r} in the container.")
    if verdict is Verdict.NAME:
        return PermanentError(BAD_PATH, f"The storage account refuses {path!r} as a blob's name ({code}).")
    failure_code, reason = _REASONS.get(code, (BLOB_REFUSED, "is refused by the storage account"))
    return PermanentError(failure_code, f"The blob {path!r} {reason} ({code}).")
