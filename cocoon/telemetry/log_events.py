"""What reaches the app's log: of the SDKs warnings, of our own one line of JSON for each thing that was done."""

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
    """Let libraries say warnings only, whatever the root logger's level is.

    At INFO the SDKs write dozens of lines an image, each of which costs money in Azure. Core Tools put the root at
    DEBUG (``PYTHON_ENABLE_DEBUG_LOGGING``), and pymongo, PIL and asyncio then write hundreds.
    """
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def correlated(**fields: object) -> Iterator[None]:
    """Add fields to every event that is logged meanwhile, in this task and in those that it starts."""
    token = _correlation.set(_correlation.get({}) | fields)
    try:
        yield
    finally:
        _correlation.reset(token)


def log_event(logger: logging.Logger, event: str, **fields: object) -> None:
    """Log an event as one line of JSON, with the fields of :func:`correlated`; what is None is left out."""
    known = {"event": event} | fields | _correlation.get({})
    logger.info("%s", json.dumps({k: v for k, v in known.items() if v is not None}, ensure_ascii=False, default=str))
