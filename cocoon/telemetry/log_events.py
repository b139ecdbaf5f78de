"""Write the app's log: one line of JSON for each event, and only warnings of the SDKs."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Not "azure" as a whole: the Functions worker itself logs as azure.functions.
CHATTY = (
    "azure.core",
    "azure.identity",
    "azure.monitor",
    "azure.servicebus",
    "azure.storage",
    "msal",
    "opentelemetry",
    "aiohttp",
    "requests",
    "urllib3",
    "pymongo",
    "PIL",
    "asyncio",
    "h5py",
    "keras",
    "tensorflow",
)

_correlation: ContextVar[dict[str, object]] = ContextVar("correlation")


def quiet_sdks() -> None:
    """Limit libraries to warnings, regardless of the root logger's level.

    At INFO the SDKs write dozens of lines for each image, each of which costs money in Azure. Core Tools set the root
    to DEBUG (``PYTHON_ENABLE_DEBUG_LOGGING``), and pymongo, PIL and asyncio then write hundreds.
    """
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def correlated(**fields: object) -> Iterator[None]:
    """Add fields to every event logged within the block, by this task and the tasks that it starts."""
    token = _correlation.set(_correlation.get({}) | fields)
    try:
        yield
    finally:
        _correlation.reset(token)


def log_event(logger: logging.Logger, event: str, **fields: object) -> None:
    """Log an event as one line of JSON, with the fields of :func:`correlated`; leave out fields that are None."""
    content = {"event": event} | fields | _correlation.get({})
    logger.info("%s", json.dumps({k: v for k, v in content.items() if v is not None}, ensure_ascii=False, default=str))
