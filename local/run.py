"""The main job on one machine: images in, labels out, searchable."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from azure.storage.blob import ContainerClient
from pymongo import MongoClient
from pymongo.collection import Collection
from rich.console import Console

from classify_image.model.description import read_description
from cocoon.records.image_document import FAILED, LABELLED
from cocoon.records.message import unquoted
from cocoon.selection.selection import Selection
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import from_environment
from local import images, progress, report
from local.api import Api
from local.configuration import ROOT
from local.stack import Stack

SAMPLES = ROOT / "samples/images"
DATABASE_TIMEOUT_MS = 3_000


class Result(NamedTuple):
    """What a run has found, as its last line, and the images that never came."""

    closing_line: str
    missing: list[str]


def run(stack: Stack, folder: Path | None, console: Console) -> Result:
    """Label the container's images and show what was found.

    :param folder: images to upload first; without one, the samples, but into the embedded storage only.
    :raises StackError: if the stack is in trouble.
    :raises ValueError: if the folder cannot be uploaded.
    :raises CocoonError: if the settings or the model cannot be used.
    """
    configuration = stack.configuration
    settings = from_environment(configuration.environment)
    if not settings.model_uri:
        read_description(settings.model_path / "model.json")
    container = Clients(settings).images_listing
    is_embedded = configuration.is_embedded("IMAGES_STORAGE")
    if folder or is_embedded:
        paths = images.find(folder or SAMPLES, settings.selection)
        if is_embedded:
            images.expect_room(folder or SAMPLES, paths, configuration.state)
        uploaded = images.upload(folder or SAMPLES, paths, container, stack.check)
        console.print(f"Uploaded {uploaded} new images to the container {container.container_name!r}.")
    api = Api.of(configuration.host)
    api.wait_until_running(stack.check)
    listed = partial(_list, container, settings.selection)
    started = time.monotonic()
    threads = ThreadPoolExecutor(1)
    enqueueing = threads.submit(api.enqueue)  # images are labelled while the rest is still listed
    threads.shutdown(wait=False)  # when the run is interrupted, the host's end is the request's end
    client: MongoClient[dict[str, Any]]
    with MongoClient(settings.mongodb_uri, serverSelectionTimeoutMS=DATABASE_TIMEOUT_MS) as client:

        def check() -> None:
            stack.check()
            if enqueueing.done():
                enqueueing.result()

        def enqueue() -> int:
            return int(api.enqueue()["enqueued"])

        def is_queue_empty() -> bool | None:
            return enqueueing.done() and api.is_queue_empty()

        collection: Collection[dict[str, Any]] = client[settings.database_name]["images"]
        watched = progress.Watched(collection, container.container_name, listed, enqueue, is_queue_empty, check)
        missing = progress.wait(watched, console)
        counts = enqueueing.result()
    seconds = time.monotonic() - started
    console.print(f"Enqueued {counts['enqueued']} of {counts['listed']} blobs; {counts['skipped']} needed nothing.")
    there, name = listed().keys(), settings.images_container
    documents = [
        document for document in api.documents() if document["path"] in there and document["container"] == name
    ]
    report.show(documents, missing, console)
    report.show_left_out(counts["left_out"], console)
    labels = api.labels(1)
    if labels:
        url = f"{api.base}/search?{urlencode({'label': labels[0]})}"
        console.print(f"Search:  curl '{url}'", soft_wrap=True, highlight=False)
    statuses = [document["status"] for document in documents]
    closing_line = f"labelled={statuses.count(LABELLED)} failed={statuses.count(FAILED)} seconds={seconds:.1f}"
    return Result(closing_line + (f" missing={len(missing)}" if missing else ""), missing)


def _list(container: ContainerClient, selection: Selection) -> progress.Versions:
    """Return the images that the container has now."""
    return {
        blob.name: unquoted(blob.etag) or "" for blob in container.list_blobs() if selection.left_out_of(blob) is None
    }
