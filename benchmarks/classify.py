"""Compare the real stack with the original's loop and the machine's limit: ``make bench NAME=classify``."""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from azure.servicebus import ServiceBusClient, ServiceBusMessage
from azure.storage.blob import ContainerClient
from pymongo import MongoClient
from pymongo.collection import Collection

from benchmarks import baseline, limits, stages
from benchmarks.photographs import ROOT, photographs
from benchmarks.processes import cpu_seconds, expect_linux, peak_rss_mb
from cocoon.services.blob_service import blob_connection_string
from cocoon.settings.app_settings import Settings, from_environment
from local import image_folder
from local.api_client import ApiClient
from local.configuration import TEMPLATE, configure
from local.host.app_settings import read_values
from local.stack import Stack, running
from models.build import LITE0

SERVERS = ("host", "blobs", "servicebus", "mongodb")
BASELINE_IMAGES, LIMIT_IMAGES = 200, 400


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=2000)
    parser.add_argument("--fast", action="store_true", help="with FAST_DECODING")
    parser.add_argument("--thumbnails", action="store_true", help="as the app is deployed; the original makes none")
    parser.add_argument("--both", action="store_true", help="with both default models; the original has one")
    arguments = parser.parse_args()
    count = arguments.images
    expect_linux()
    paths = photographs(ROOT / f".local/benchmarks/{count}-photographs", count)
    size = sum(path.stat().st_size for path in paths) / count / 1000
    print(f"{count} JPEGs of 640 x 480, {size:.0f} KB each")
    with tempfile.TemporaryDirectory() as state:
        environment = read_values(TEMPLATE) | {"STATE": state, "THUMBNAIL_SIZE": "0", "ENQUEUE_SCHEDULE": "0 0 0 1 1 *"}
        if arguments.thumbnails:
            environment["THUMBNAIL_SIZE"] = "512"
        if not arguments.both:
            environment["MODEL_PATH"] = str(LITE0.folders.litert)
        environment["FAST_DECODING"] = str(arguments.fast).lower()
        with running(configure(environment_with_path(environment))) as stack:
            figures = _measure(stack, paths)
    print(json.dumps(figures))


def environment_with_path(settings: dict[str, str]) -> dict[str, str]:
    """Return the settings with the variables that any process needs, but no setting from the environment."""
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | settings


def _measure(stack: Stack, paths: Sequence[Path]) -> dict[str, float]:
    settings = from_environment(stack.configuration.environment)
    container = ContainerClient.from_connection_string(
        blob_connection_string(str(settings.images_storage.connection_string)), settings.images_container
    )
    worker = _worker(stack, settings, container, paths)
    limit = limits.measure(settings, paths[:LIMIT_IMAGES])
    costs = asyncio.run(stages.measure(settings, [path.name for path in paths[:LIMIT_IMAGES]]))
    costs |= {"decode": limit.decode.cpu_ms, "infer": limit.model.cpu_ms}
    baseline_rate = _baseline(settings, paths)  # last: TensorFlow's threads would add to later CPU times
    print("CPU ms an image, each stage by itself: " + ", ".join(f"{name} {cost:.2f}" for name, cost in costs.items()))
    print(f"decode and model alone: {limit.decode_and_model.images_per_second:.0f} images/s")
    return {
        "images_per_second": round(worker["rate"], 1),
        "baseline_images_per_second": round(baseline_rate, 1),
        "speedup": round(worker["rate"] / baseline_rate, 2),
        "model_limit_images_per_second": round(limit.model.images_per_second, 1),
        "efficiency": round(limit.model.cpu_ms / worker["cpu_ms"], 3),
        "worker_cpu_ms_per_image": round(worker["cpu_ms"], 2),
        "model_cpu_ms_per_image": round(limit.model.cpu_ms, 2),
        "rss_mb": round(worker["rss_mb"]),
    }


def _worker(stack: Stack, settings: Settings, container: ContainerClient, paths: Sequence[Path]) -> dict[str, float]:
    """Label everything through the host, after one image that is not timed, as in the baseline."""
    stack.start(stack.configuration.host)
    pid = stack.pid_of("host")
    api = ApiClient.of(stack.configuration.host)
    mongo: MongoClient[dict[str, Any]] = MongoClient(settings.mongodb_uri)
    with mongo:
        documents = mongo[settings.database_name]["images"]
        container.create_container()
        container.upload_blob("first.jpg", paths[0].read_bytes())
        api.enqueue()
        _wait(stack, documents, 1)
        image_folder.upload(paths[0].parent, [path.name for path in paths], container)
        before = {key: cpu_seconds(stack.pid_of(key)) for key in SERVERS}
        started = time.perf_counter()
        api.enqueue()
        _wait(stack, documents, 1 + len(paths))
        seconds = time.perf_counter() - started
        costs = {key: (cpu_seconds(stack.pid_of(key)) - before[key]) / len(paths) * 1000 for key in SERVERS}
        if documents.count_documents({"status": "labelled"}) != 1 + len(paths):
            raise SystemExit("not every image was labelled")
    print("CPU ms an image, each server: " + ", ".join(f"{key} {cost:.2f}" for key, cost in costs.items()))
    figures = {"rate": len(paths) / seconds, "cpu_ms": costs["host"], "rss_mb": peak_rss_mb(pid)}
    stack.stop_last()
    return figures


def _wait(stack: Stack, documents: Collection[dict[str, Any]], count: int) -> None:
    while documents.estimated_document_count() < count:
        stack.check()
        time.sleep(0.25)


def _baseline(settings: Settings, paths: Sequence[Path]) -> float:
    count = min(BASELINE_IMAGES, len(paths) - 1)
    client = ServiceBusClient.from_connection_string(str(settings.service_bus.connection_string))
    with client, client.get_queue_sender(settings.queue_name) as sender:
        sender.send_messages([ServiceBusMessage(path.name) for path in paths[: count + 1]])
    return baseline.images_per_second(settings, count)


if __name__ == "__main__":
    main()
