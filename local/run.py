"""The main job on one machine: images in, labels out, searchable."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from azure.storage.blob import ContainerClient
from pymongo import MongoClient
from rich.console import Console

from cocoon.clients import blob_connection_string
from cocoon.documents import FAILED, LABELLED
from cocoon.messages import unquoted
from enqueue_blobs.selection import ListedBlob, is_image
from local import images, progress, report
from local.api import Api
from local.configuration import ROOT, Configuration
from local.host.host_json import read as read_host_json
from local.stack import Stack

SAMPLES = ROOT / "samples/images"


def run(stack: Stack, folder: Path | None, console: Console) -> str:
    """Label the container's images and show what was found; return the closing line.

    :param folder: images to upload first; without one, the samples, but into the embedded storage only.
    :raises StackError: if the stack is in trouble.
    """
    configuration = stack.configuration
    environment = configuration.environment
    container = _container(configuration)
    if folder or configuration.is_embedded("IMAGES_STORAGE"):
        uploaded = images.upload(folder or SAMPLES, container)
        console.print(f"Uploaded {uploaded} new images to the container {container.container_name!r}.")
    api = Api(f"{configuration.host.connection_string}/{read_host_json(ROOT / 'host.json').route_prefix}".rstrip("/"))
    started = time.monotonic()
    listed = [
        ListedBlob(blob.name, unquoted(blob.etag) or "", blob.content_settings.content_type)
        for blob in container.list_blobs()
    ]
    counts = api.enqueue()
    console.print(f"Enqueued {counts['enqueued']} of {counts['listed']} blobs; {counts['skipped']} need nothing.")
    wanted = progress.versions(container.container_name, [(blob.path, blob.etag) for blob in listed if is_image(blob)])
    client: MongoClient[dict[str, Any]]
    with MongoClient(environment["MONGODB_URI"]) as client:
        progress.wait(wanted, client[environment["DATABASE_NAME"]]["images"], console, stack.check)
    seconds = time.monotonic() - started
    paths = {blob.path for blob in listed}
    documents = [document for document in api.documents() if document["path"] in paths]
    report.show(documents, console)
    labels = api.labels(1)
    query = urlencode({"label": labels[0]}) if labels else ""
    console.print(f"Search:  curl '{api.base}/search?{query}'", soft_wrap=True)
    statuses = [document["status"] for document in documents]
    return f"labelled={statuses.count(LABELLED)} failed={statuses.count(FAILED)} seconds={seconds:.1f}"


def _container(configuration: Configuration) -> ContainerClient:
    environment = configuration.environment
    connection_string = blob_connection_string(environment["IMAGES_STORAGE"])
    return ContainerClient.from_connection_string(connection_string, environment["IMAGES_CONTAINER"])
