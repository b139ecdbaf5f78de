"""Keep the paths of the newest images, whose names and folders are completed."""

import asyncio
import logging
from time import monotonic

from cocoon.errors import TransientError
from cocoon.records.image_document import stands_for_blob
from cocoon.services.access_paths.search_paths import NEWEST_PATHS
from cocoon.services.clients import Clients
from cocoon.services.indexed_find import find_by_index
from cocoon.services.indexes import NEWEST
from cocoon.services.sdk_errors import transient
from query_labels.completion.path_names import PathNames

FRESH_SECONDS = 60.0  # after which they are read again, while the last ones serve
WAIT_SECONDS = 0.3  # for the first ones: labels must not wait for them where the database is slow

logger = logging.getLogger(__name__)


class RecentPaths:
    """The paths as this process has last read them."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._paths = PathNames()
        self._read_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None

    async def current(self) -> PathNames:
        """Return the paths; those of before, or none, while newer ones are read, or cannot be."""
        is_first = self._read_at < max(self._clients.labels_cleared_at, 0.0)
        if is_first or monotonic() - self._read_at > FRESH_SECONDS:
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._read())
            if is_first:
                await asyncio.wait([self._reading], timeout=WAIT_SECONDS)
        return self._paths

    async def _read(self) -> None:
        begun, images = monotonic(), self._clients.images
        filter_ = {"container": self._clients.images_container.container_name}
        index = NEWEST_PATHS.index.document["name"]
        try:
            with transient("database"):
                newest = await find_by_index(
                    images, filter_, index, fields=["path", "error"], sort=NEWEST, limit=NEWEST_PATHS.most
                )
        except TransientError as error:
            logger.warning("the names of the newest images cannot be read: %s", error)
            return
        paths = [each["path"] for each in newest if stands_for_blob(each)]
        self._paths = await asyncio.to_thread(PathNames, paths)
        self._read_at = begun
