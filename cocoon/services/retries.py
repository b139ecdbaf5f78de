"""Retry operations after temporary errors."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pymongo.errors import (
    AutoReconnect,
    ExecutionTimeout,
    NetworkTimeout,
    OperationFailure,
    ServerSelectionTimeoutError,
    WTimeoutError,
)
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    before_sleep_log,
    retry_if_exception,
    retry_if_exception_type,
    stop_after_attempt,
    stop_after_delay,
    wait_exponential_jitter,
)

from cocoon.errors import TransientError

T = TypeVar("T")
logger = logging.getLogger(__name__)
OUTAGE_SECONDS = 180.0
ATTEMPTS = 5
LONGEST_WAIT = 10.0  # seconds
# Too many requests: Cosmos DB RU says 16500, or 429 where HTTP shows through; 3200 is the same within a bulk write.
THROTTLED = frozenset({429, 3200, 16500})
PASSING = frozenset({50, 91, 189, 10107, 11600, 11602, 13435, 13436})  # time limits, fail-overs and shut-downs
_RETRY_AFTER = re.compile(r"RetryAfterMs=(\d+)")

_back_off = wait_exponential_jitter(multiplier=0.1, max=LONGEST_WAIT, jitter=0.5)


async def wait_out_outage(operation: Callable[[], Awaitable[T]], seconds: float = OUTAGE_SECONDS) -> T:
    """Repeat an operation while it raises TransientError, for some minutes; then raise the last error.

    Each failed delivery of a message counts towards dead-lettering it. So a worker keeps the message and waits for the
    end of an outage, as long as the host renews the message's lock.
    """
    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type(TransientError),
        wait=wait_exponential_jitter(multiplier=1, max=LONGEST_WAIT, jitter=1),
        stop=stop_after_delay(seconds),
        before_sleep=before_sleep_log(logger, logging.WARNING),
        reraise=True,
    ):
        with attempt:
            return await operation()
    raise AssertionError("unreachable: the last attempt returns or raises")


async def retry_database(operation: Callable[[], Awaitable[T]]) -> T:
    """Try a database operation, which must be idempotent, up to five times; then raise its last error."""
    async for attempt in AsyncRetrying(
        retry=retry_if_exception(is_passing), wait=_wait, stop=stop_after_attempt(ATTEMPTS), reraise=True
    ):
        with attempt:
            return await operation()
    raise AssertionError("unreachable: the last attempt returns or raises")


def is_passing(error: BaseException) -> bool:
    """Return whether a failed operation may succeed when it is repeated."""
    if isinstance(error, (ExecutionTimeout, NetworkTimeout, ServerSelectionTimeoutError, WTimeoutError)):
        return False  # the operation has used up all its time
    if isinstance(error, AutoReconnect):
        return True
    return isinstance(error, OperationFailure) and error.code in THROTTLED | PASSING


def retry_after(error: BaseException | None) -> float:
    """Return how many seconds a throttling response asks to wait; 0 if it does not say."""
    match = _RETRY_AFTER.search(str(error))
    return int(match[1]) / 1000 if match else 0.0


def _wait(state: RetryCallState) -> float:
    """Return the seconds to wait: those that the service asks for, and a growing random part to spread retries."""
    requested = retry_after(state.outcome.exception() if state.outcome else None)
    return min(requested, LONGEST_WAIT) + _back_off(state)
