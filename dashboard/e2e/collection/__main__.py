"""Start the stack, fill it, and serve: ``python -m dashboard.e2e.collection COUNT``."""

import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from cocoon.records.image_document import ImageDocument
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings, from_environment
from dashboard.e2e.collection.copies import copy_blobs
from dashboard.e2e.collection.documents import Documents
from dashboard.e2e.collection.storing import upload_thumbnails, write_documents
from dashboard.e2e.collection.thumbnails import Thumbnail, make_thumbnails
from local.configuration import configure
from local.shutdown import Shutdown
from local.stack import Stack, running
from tests.kits.environments import WITHOUT_TIMERS

DIFFERENT = 100  # thumbnails


def fill(stack: Stack, count: int) -> None:
    """Write so many documents with their thumbnails."""
    configuration = stack.configuration
    settings = from_environment(configuration.environment)
    thumbnails = make_thumbnails(DIFFERENT, settings.thumbnail_size)
    make = Documents(settings.images_container, settings.model_paths[0], datetime.now(UTC).replace(microsecond=0)).make
    documents = [make(number, thumbnails[number % DIFFERENT].size) for number in range(count)]
    asyncio.run(_store(settings, documents, thumbnails))
    names = [document["thumbnail"] or "" for document in documents]
    copies = {name: names[number % DIFFERENT] for number, name in enumerate(names) if number >= DIFFERENT}
    stack.stop_one("blobs")
    copy_blobs(configuration.state / "blobs", copies)
    stack.restart("blobs")


async def _store(settings: Settings, documents: Sequence[ImageDocument], thumbnails: Sequence[Thumbnail]) -> None:
    clients = Clients(settings)
    try:
        await upload_thumbnails(clients, documents[:DIFFERENT], thumbnails)
        await write_documents(clients, documents)
    finally:
        await clients.close()


def main(shutdown: Shutdown) -> None:
    """Serve until stopped."""
    # A timer would look for the images, of which the storage has none.
    with running(configure(os.environ | WITHOUT_TIMERS), shutdown) as stack:
        fill(stack, int(sys.argv[1]))
        stack.start(stack.configuration.host)
        print(f"Serving on {stack.configuration.host.connection_string}", flush=True)
        stack.watch()


if __name__ == "__main__":
    stopping = Shutdown()
    stopping.install_handlers()
    try:
        main(stopping)
    except KeyboardInterrupt:
        stopping.ignore_signals()
