"""What the errors of a storage account mean for a message."""

import pytest

from cocoon.errors import PermanentError, TransientError
from cocoon.services import storage_errors
from cocoon.services.storage_errors import VERDICTS, Verdict, blob_errors, verdict_of
from tests.kits.storage_errors import refusal


@pytest.mark.parametrize(
    ("code", "status", "verdict"),
    [
        ("ServerBusy", 503, Verdict.WAIT),
        ("OperationTimedOut", 500, Verdict.WAIT),
        (None, 429, Verdict.WAIT),
        (None, 502, Verdict.WAIT),
        ("AuthenticationFailed", 403, Verdict.WAIT),
        ("PublicAccessNotPermitted", 409, Verdict.WAIT),
        ("KeyVaultEncryptionKeyNotFound", 403, Verdict.WAIT),
        ("ContainerNotFound", 404, Verdict.WAIT),
        (None, 404, Verdict.WAIT),
        (None, 403, Verdict.WAIT),
        ("BlobNotFound", 404, Verdict.GONE),
        ("BlobArchived", 409, Verdict.REFUSED),
        ("BlobUsesCustomerSpecifiedEncryption", 409, Verdict.REFUSED),
        ("SomethingNew", 409, Verdict.REFUSED),
        ("ConditionNotMet", 412, Verdict.WAIT),
        ("InvalidHeaderValue", 400, Verdict.WAIT),
        ("SomethingNew", 400, Verdict.WAIT),
        (None, 407, Verdict.WAIT),
        (None, 400, Verdict.NAME),
        ("OutOfRangeInput", 400, Verdict.NAME),
        (None, 414, Verdict.NAME),
        (None, 431, Verdict.NAME),
    ],
)
def test_what_an_error_of_the_account_means(code: str | None, status: int, verdict: Verdict) -> None:
    assert verdict_of(refusal(code, status)) is verdict
    expected = TransientError if verdict is Verdict.WAIT else PermanentError
    with pytest.raises(expected), blob_errors("a.jpg"):
        raise refusal(code, status)


def test_each_code_of_the_account_is_listed_once() -> None:
    listed = " ".join(getattr(storage_errors, name) for name in ("_ACCOUNT", "_BUSY", "_NAME", "_GONE", "_REFUSED"))
    assert sorted(listed.split()) == sorted(VERDICTS)
