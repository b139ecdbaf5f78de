"""Operations of the database are tried again when the error passes."""

import pytest
from pymongo.errors import AutoReconnect, ExecutionTimeout, NetworkTimeout, OperationFailure

from cocoon.errors import TransientError
from cocoon.services import retries
from cocoon.services.retries import ATTEMPTS, is_passing, retry_after, retry_database
from cocoon.services.sdk_errors import transient

THROTTLED = OperationFailure("Error=16500, RetryAfterMs=34, Details='Request rate is large.'", 16500)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (THROTTLED, True),
        (OperationFailure("too many requests", 429), True),
        (OperationFailure("the primary stepped down", 189), True),
        (AutoReconnect("connection reset"), True),
        (NetworkTimeout("timed out"), False),
        (OperationFailure("bad value", 2), False),
        (ValueError(), False),
    ],
)
def test_what_is_tried_again(error: Exception, expected: bool) -> None:  # noqa: FBT001
    assert is_passing(error) is expected


def test_the_service_says_how_long_to_wait() -> None:
    assert retry_after(THROTTLED) == 0.034
    assert retry_after(AutoReconnect("gone")) == 0


class Flaky:
    def __init__(self, failures: int) -> None:
        self.failures, self.calls = failures, 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self.failures:
            raise THROTTLED
        return "done"


@pytest.fixture(autouse=True)
def no_back_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "_back_off", lambda _state: 0)


async def test_throttled_operations_are_repeated() -> None:
    operation = Flaky(ATTEMPTS - 1)
    assert await retry_database(operation) == "done"
    assert operation.calls == ATTEMPTS


async def test_but_not_for_ever() -> None:
    operation = Flaky(100)
    with pytest.raises(OperationFailure):
        await retry_database(operation)
    assert operation.calls == ATTEMPTS


def test_a_search_that_takes_too_long_is_transient_but_a_wrong_one_is_not() -> None:
    with pytest.raises(TransientError), transient("database"):
        raise ExecutionTimeout("operation exceeded time limit", 50)
    with pytest.raises(OperationFailure), transient("database"):
        raise OperationFailure("unknown operator: $x", 2)
