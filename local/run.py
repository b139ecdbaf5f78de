"""The main job on one machine: images in, labels out, searchable."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pymongo import MongoClient
from rich.console import Console

from classify_image.description import read_description
from cocoon.clients import Clients
from cocoon.documents import FAILED, LABELLED
from cocoon.messages import unquoted
from cocoon.settings import from_environment
from local import images, progress, report
from local.api import Api
from local.configuration import ROOT
from local.stack import Stack

SAMPLES = ROOT / "samples/images"


def run(stack: Stack, folder: Path | None, console: Console) -> str:
    """Label the container's images and show what was found; return the closing line.

    :param folder: images to upload first; without one, the samples, but into the embedded storage only.
    :raises StackError: if the stack is in trouble.
    :raises CocoonError: if the settings or the model cannot be used.
    """
    configuration = stack.configuration
    settings = from_environment(configuration.environment)
    if not settings.model_uri:
        read_description(settings.model_path / "model.json")
    container = Clients(settings).images_listing
    if folder or configuration.is_embedded("IMAGES_STORAGE"):
        uploaded = images.upload(folder or SAMPLES, container)
        console.print(f"Uploaded {uploaded} new images to the container {container.container_name!r}.")
    api = Api.of(configuration.host)
    api.wait_until_running(stack.check)
    started = time.monotonic()
    listed = list(container.list_blobs())
    accepts = settings.selection.accepts
    chosen = [blob for blob in listed if accepts(blob.name, blob.content_settings.content_type)]
    wanted = progress.versions(container.container_name, [(blob.name, unquoted(blob.etag) or "") for blob in chosen])
    threads = ThreadPoolExecutor(1)
    enqueueing = threads.submit(api.enqueue)  # images are labelled while the rest is still listed
    threads.shutdown(wait=False)  # when the run is interrupted, the host's end is the request's end
    client: MongoClient[dict[str, Any]]
    with MongoClient(settings.mongodb_uri) as client:

        def check() -> None:
            stack.check()
            if enqueueing.done():
                enqueueing.result()

        progress.wait(wanted, client[settings.database_name]["images"], console, check)
        counts = enqueueing.result()
    seconds = time.monotonic() - started
    console.print(f"Enqueued {counts['enqueued']} of {counts['listed']} blobs; {counts['skipped']} needed nothing.")
    paths, name = {blob.name for blob in listed}, settings.images_container
    documents = [
        document for document in api.documents() if document["path"] in paths and document["container"] == name
    ]
    report.show(documents, console)
    labels = api.labels(1)
    if labels:
        url = f"{api.base}/search?{urlencode({'label': labels[0]})}"
        console.print(f"Search:  curl '{url}'", soft_wrap=True, highlight=False)
    statuses = [document["status"] for document in documents]
    return f"labelled={statuses.count(LABELLED)} failed={statuses.count(FAILED)} seconds={seconds:.1f}"
