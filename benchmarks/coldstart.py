"""Time the start of the host until the app is indexed, and until the first label is written: ``NAME=coldstart``.

It measures LiteRT and the SavedModel of the same weights, and both default models, with the emulators running and one
image in the queue.
"""

import json
import statistics
import tempfile
import time
from typing import Any

from azure.servicebus import ServiceBusClient, ServiceBusMessage
from azure.storage.blob import ContainerClient
from pymongo import MongoClient

from benchmarks.classify import environment_with_path
from benchmarks.photographs import SAMPLES
from benchmarks.processes import expect_linux, peak_rss_mb
from cocoon.services.blob_service import blob_connection_string
from cocoon.settings.app_settings import Settings, from_environment
from local.configuration import TEMPLATE, configure
from local.host.app_settings import read_values
from local.server_process import ServerProcess
from local.services import functions_host
from local.stack import Stack, running
from models.build import FOLDERS

RUNS = 5
IMAGE = SAMPLES / "food/coffee.png"


def main() -> None:
    """Measure and print; the last line is JSON."""
    expect_linux()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as state:
        environment = read_values(TEMPLATE) | {"STATE": state, "THUMBNAIL_SIZE": "0", "ENQUEUE_SCHEDULE": "0 0 0 1 1 *"}
        with running(configure(environment_with_path(environment))) as stack:
            settings = from_environment(stack.configuration.environment)
            _upload(settings)
            folders = {"litert": FOLDERS.litert, "savedmodel": FOLDERS.saved_model}
            models = {engine: str(folder) for engine, folder in folders.items()}
            models["both_models"] = ",".join(map(str, settings.model_paths))
            for kind, paths in models.items():
                runs = [_start(stack, settings, paths) for _ in range(RUNS)]
                for name in runs[0]:
                    figures[f"{kind}_{name}"] = round(statistics.median(run[name] for run in runs), 2)
                print(f"{kind}: median of {RUNS}: {runs}")
    print(json.dumps(figures))


def _upload(settings: Settings) -> None:
    connection_string = blob_connection_string(str(settings.images_storage.connection_string))
    with ContainerClient.from_connection_string(connection_string, settings.images_container) as container:
        container.create_container()
        container.upload_blob(IMAGE.name, IMAGE.read_bytes())


def _start(stack: Stack, settings: Settings, models: str) -> dict[str, float]:
    """Start a host with a message waiting; return the seconds until it is indexed and until the document exists."""
    client = ServiceBusClient.from_connection_string(str(settings.service_bus.connection_string))
    with client, client.get_queue_sender(settings.queue_name) as sender:
        sender.send_messages(ServiceBusMessage(IMAGE.name))
    mongo: MongoClient[dict[str, Any]] = MongoClient(settings.mongodb_uri)
    with mongo:
        images = mongo[settings.database_name]["images"]
        images.delete_many({})
        service = functions_host(stack.configuration.state, stack.configuration.host.port)
        environment = {**stack.configuration.environment, "MODEL_PATH": models}
        started = time.perf_counter()
        host = ServerProcess(service, stack.configuration.state / "logs/host.log", environment)
        try:
            host.wait_until_ready()
            indexed = time.perf_counter() - started
            while not images.count_documents({"status": "labelled"}):
                host.check()
                time.sleep(0.01)
            return {
                "indexed_seconds": indexed,
                "first_label_seconds": time.perf_counter() - started,
                "rss_mb": peak_rss_mb(host.pid),
            }
        finally:
            host.stop()


if __name__ == "__main__":
    main()
