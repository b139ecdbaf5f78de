"""Make the database's indexes before a listing or a recount; a refused one stops neither."""

import logging

from pymongo.errors import OperationFailure

from cocoon.services import indexes
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.sdk_errors import transient

logger = logging.getLogger(__name__)


async def ensure_indexes(images: ImageCollection) -> None:
    """Make the indexes that are missing; log it if the database refuses one.

    :raises TransientError: if the database fails.
    """
    try:
        with transient("database"):
            await indexes.ensure(images)
    except OperationFailure:
        logger.exception("the database refuses an index, without which searches may be slow or refused")
