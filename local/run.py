"""One run over a container: upload the images, enqueue them, wait for their labels, report."""

import time
from collections import Counter
from collections.abc import Sequence
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
from cocoon.labels.names import normalise
from cocoon.records.image_document import FAILED, LABELLED
from cocoon.records.message import unquoted
from cocoon.selection.selection import Selection
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import from_environment
from local import image_folder, progress, report
from local.api_client import ApiClient
from local.configuration import ROOT
from local.embedded_limit import notice
from local.stack import Stack

SAMPLES = ROOT / "samples/images"
DATABASE_TIMEOUT_MS = 3_000


class Result(NamedTuple):
    """The last line that a run prints, and the images that got no document."""

    closing_line: str
    missing: list[str]


def run(stack: Stack, folder: Path | None, console: Console) -> Result:
    """Label the container's images and print the labels.

    :param folder: images to upload first; without one, the samples, but into embedded storage only.
    :raises StackError: if a server ends or the app cannot be called.
    :raises ValueError: if the folder cannot be uploaded.
    :raises CocoonError: if the settings or the model cannot be used.
    """
    configuration = stack.configuration
    settings = from_environment(configuration.environment)
    for path in () if settings.model_uris else settings.model_paths:
        read_description(path / "model.json")
    container = Clients(settings).images_listing
    if folder or configuration.is_embedded("IMAGES_STORAGE"):
        uploaded = _upload(folder or SAMPLES, container, settings.selection, stack)
        console.print(f"Uploaded {uploaded} new images to the container {container.container_name!r}.")
    images = (blob for blob in container.list_blobs() if settings.selection.left_out_of(blob) is None)
    if too_many := notice(configuration, images):
        console.print(f"Note: {too_many}", soft_wrap=True, highlight=False, markup=False)
    api = ApiClient.of(configuration.host)
    api.wait_until_running(stack.check)
    listed = partial(_list, container, settings.selection)
    started = time.monotonic()
    threads = ThreadPoolExecutor(1)
    enqueueing = threads.submit(api.enqueue)  # the first images are labelled while the rest is still listed
    threads.shutdown(wait=False)  # the request ends with the host if the run is interrupted
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
        pipeline = progress.Pipeline(collection, container.container_name, listed, enqueue, is_queue_empty, check)
        missing = progress.wait(pipeline, console)
        counts = enqueueing.result()
    seconds = time.monotonic() - started
    console.print(f"Enqueued {counts['enqueued']} of {counts['listed']} blobs; {counts['skipped']} needed nothing.")
    there, name = listed().keys(), settings.images_container
    documents = [
        document for document in api.documents() if document["path"] in there and document["container"] == name
    ]
    report.show(documents, missing, console)
    report.show_left_out(counts["left_out"], console)
    _show_search(documents, api.base, console)
    return Result(_closing_line(documents, missing, seconds), missing)


def _upload(folder: Path, container: ContainerClient, selection: Selection, stack: Stack) -> int:
    """Upload a folder's images; return how many were new."""
    paths = image_folder.find(folder, selection)
    if stack.configuration.is_embedded("IMAGES_STORAGE"):
        image_folder.check_free_space(folder, paths, stack.configuration.state)
    return image_folder.upload(folder, paths, container, stack.check)


def _list(container: ContainerClient, selection: Selection) -> progress.Versions:
    """Return the images that are in the container now."""
    return {
        blob.name: unquoted(blob.etag) or "" for blob in container.list_blobs() if selection.left_out_of(blob) is None
    }


def _show_search(documents: Sequence[dict[str, Any]], base: str, console: Console) -> None:
    """Print a search for the most frequent label, if there is a label."""
    labels = Counter(normalise(each["name"]) for document in documents for each in _all_labels(document))
    if labels:
        most_frequent = min(labels, key=lambda name: (-labels[name], name))
        url = f"{base}/search?{urlencode({'label': most_frequent})}"
        console.print(f"Search:  curl '{url}'", soft_wrap=True, highlight=False)


def _all_labels(document: dict[str, Any]) -> Sequence[dict[str, Any]]:
    return [*document["labels"], *document["broader"]]


def _closing_line(documents: Sequence[dict[str, Any]], missing: Sequence[str], seconds: float) -> str:
    statuses = [document["status"] for document in documents]
    line = f"labelled={statuses.count(LABELLED)} failed={statuses.count(FAILED)} seconds={seconds:.1f}"
    return line + (f" missing={len(missing)}" if missing else "")
