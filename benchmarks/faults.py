"""Kill servers at random moments while images are labelled and overwritten: ``make bench NAME=faults``.

    IMAGES=2000 SEED=7 make bench NAME=faults

The last line is JSON. ``lost``: images without a document of their version. ``doubled``: documents and thumbnails
beyond one for each image. ``wrong_labels``: images whose best label scores differently with the plain model.
``missing_postings`` and ``stray_postings``: those of a document that are not there, and those of none.
"""

import dataclasses
import json
import os
import random
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

from azure.core.exceptions import ResourceNotFoundError
from azure.servicebus.management import QueueRuntimeProperties, ServiceBusAdministrationClient
from azure.storage.blob import ContainerClient
from pymongo import MongoClient
from pymongo.collection import Collection

from benchmarks.classify import environment_with_path
from benchmarks.photographs import ROOT, photographs
from benchmarks.plain_labels import plain_scores
from cocoon.records.message import unquoted
from cocoon.records.posting import posting_ids
from cocoon.services.blob_service import blob_connection_string
from cocoon.settings.app_settings import Settings, from_environment
from local.api_client import ApiClient
from local.configuration import TEMPLATE, Configuration, configure
from local.host.app_settings import read_values
from local.stack import Stack, running
from models.build import LITE0

MODEL = LITE0.name
VICTIMS = ("host", "host", "host", "servicebus", "mongodb")  # the host is the most likely victim
KILLS, OVERWRITTEN = 6, 0.05  # the latter is a share of the images
CLOSE = 0.03  # scores that differ by less count as equal
LONGEST_SECONDS, EMPTY_SECONDS = 900.0, 60.0


def main() -> None:
    """Run and print; the last line is JSON."""
    warnings.filterwarnings("ignore", message="Unverified HTTPS")  # the stand-in's certificate is self-signed
    count, seed = int(os.environ.get("IMAGES", "300")), int(os.environ.get("SEED") or time.time_ns() % 10_000)
    paths = photographs(ROOT / f".local/benchmarks/{count}-photographs", count)
    print(f"{count} images, {KILLS} kills, SEED={seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_with_path(read_values(TEMPLATE) | {"STATE": f"{folder}/state"})
        with running(with_short_locks(configure(environment), Path(folder))) as stack:
            print(json.dumps(_run(stack, paths, random.Random(seed))))  # noqa: S311 - no secret


def with_short_locks(configuration: Configuration, folder: Path) -> Configuration:
    """Return a configuration with locks of 5 s, so that the messages of a killed host come back soon."""
    path = ROOT / "local/servicebus-config.json"
    config = json.loads(path.read_text())
    config["UserConfig"]["Namespaces"][0]["Queues"][0]["Properties"]["LockDuration"] = "PT5S"
    changed = folder / "Config.json"
    changed.write_text(json.dumps(config))
    emulators = (
        dataclasses.replace(each, command=tuple(str(changed) if part == str(path) else part for part in each.command))
        for each in configuration.emulators
    )
    return dataclasses.replace(configuration, emulators=tuple(emulators))


def _run(stack: Stack, paths: list[Path], chance: random.Random) -> dict[str, float]:
    settings = from_environment(stack.configuration.environment)
    container = _container(settings, settings.images_container)
    container.create_container()
    for path in paths:
        container.upload_blob(path.name, path.read_bytes())
    stack.start(stack.configuration.host)
    api = ApiClient.of(stack.configuration.host)
    api.wait_until_running(stack.check)
    started = time.monotonic()
    api.enqueue()
    kills = _kill_and_overwrite(stack, paths, container, chance)
    api.wait_until_running(stack.check)
    api.enqueue()  # images that were overwritten since
    mongo: MongoClient[dict[str, Any]] = MongoClient(settings.mongodb_uri)
    with mongo:
        documents = mongo[settings.database_name]["images"]
        lost = _wait(container, documents, started)
        seconds = time.monotonic() - started
        _wait_for_empty_queue(settings)  # whoever was killed between two writes does the second one now
        stored = list(documents.find())
        postings = {each["_id"] for each in mongo[settings.database_name]["postings"].find({}, {"_id": True})}
    own = {id_ for each in stored for id_ in posting_ids(each)}
    thumbnails = _names(_container(settings, settings.thumbnails_container))
    return {
        "images": len(paths),
        "kills": kills,
        "lost": lost,
        "doubled": len(stored) - len({each["path"] for each in stored}) + len(thumbnails) - len(stored),
        "missing_postings": len(own - postings),
        "stray_postings": len(postings - own),
        "dead_letters": _dead_letters(settings),
        "wrong_labels": sum(_is_wrong(container, each) for each in stored),
        "seconds": round(seconds, 1),
    }


def _kill_and_overwrite(stack: Stack, paths: list[Path], container: ContainerClient, chance: random.Random) -> int:
    """Kill servers and restart them, and overwrite some images with others meanwhile."""
    for _ in range(KILLS):
        for path in chance.sample(paths, int(len(paths) * OVERWRITTEN / KILLS)):
            container.upload_blob(path.name, chance.choice(paths).read_bytes(), overwrite=True)
        time.sleep(chance.uniform(0, len(paths) / 60 / KILLS))
        victim = chance.choice(VICTIMS)
        print(f"kill {victim}", flush=True)
        stack.kill(victim)
        time.sleep(chance.uniform(0, 2))
        stack.restart(victim)
    return KILLS


def _wait(container: ContainerClient, documents: Collection[dict[str, Any]], started: float) -> int:
    """Wait until each blob has its document; return the number of blobs without one at the end."""
    wanted = {str(blob.name): unquoted(blob.etag) for blob in container.list_blobs()}
    while True:
        there = {each["path"]: each["etag"] for each in documents.find({}, {"path": True, "etag": True})}
        lost: int = sum(there.get(path) != etag for path, etag in wanted.items())
        if not lost or time.monotonic() - started > LONGEST_SECONDS:
            return lost
        time.sleep(0.5)


def _is_wrong(container: ContainerClient, document: dict[str, Any]) -> bool:
    scores = plain_scores(container.download_blob(document["path"]).readall())
    labels = [label for label in document["labels"] if label.get("model", MODEL) == MODEL]
    if not labels:
        return max(scores.values()) > 0.05 + CLOSE
    best = labels[0]
    return abs(scores[best["name"]] - float(best["score"])) > CLOSE


def _wait_for_empty_queue(settings: Settings) -> None:
    deadline = time.monotonic() + EMPTY_SECONDS
    while _queue(settings).active_message_count and time.monotonic() < deadline:
        time.sleep(0.5)


def _dead_letters(settings: Settings) -> int:
    return _queue(settings).dead_letter_message_count or 0


def _queue(settings: Settings) -> QueueRuntimeProperties:
    connection = str(settings.service_bus.connection_string)
    with ServiceBusAdministrationClient.from_connection_string(connection, connection_verify=False) as administration:
        return administration.get_queue_runtime_properties(settings.queue_name)


def _container(settings: Settings, name: str) -> ContainerClient:
    connection = blob_connection_string(str(settings.images_storage.connection_string))
    return ContainerClient.from_connection_string(connection, name)


def _names(container: ContainerClient) -> list[str]:
    try:
        return [str(blob.name) for blob in container.list_blobs()]
    except ResourceNotFoundError:
        return []


if __name__ == "__main__":
    main()
