"""Measure the machine's limit without any service: the models alone, decoding alone, and both."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from classify_image.model.folder import load_all
from classify_image.vision.decode import decode_image
from classify_image.vision.preprocess import to_tensor
from classify_image.vision.recognizer import Recognizer
from cocoon.settings.app_settings import Settings

T = TypeVar("T")


class Rate(NamedTuple):
    """Images per second on the whole machine, and CPU milliseconds per image."""

    images_per_second: float
    cpu_ms: float


class Limits(NamedTuple):
    """The rates of the models alone on prepared tensors, of decoding alone, and of both."""

    model: Rate
    decode: Rate
    decode_and_model: Rate


def measure(settings: Settings, paths: Sequence[Path]) -> Limits:
    """Measure each rate on all cores."""
    models = load_all(settings.model_paths, settings.inference_threads)
    recognizer = Recognizer(models, settings)
    contents = [path.read_bytes() for path in paths]

    def decode(content: bytes) -> list[NDArray[np.float32]]:
        image = decode_image(content, settings.max_image_pixels, recognizer.needed)
        return [to_tensor(image.pixels, model.description.input) for model in models]

    def predict(tensors: list[NDArray[np.float32]]) -> None:
        for model, tensor in zip(models, tensors, strict=True):
            model.engine.predict(tensor)

    tensors = [decode(each) for each in contents]
    with ThreadPoolExecutor(settings.inference_threads) as threads:
        return Limits(
            _rate(threads, predict, tensors),
            _rate(threads, decode, contents),
            _rate(threads, lambda content: recognizer.recognize(recognizer.open(content)), contents),
        )


def _rate(threads: ThreadPoolExecutor, work: Callable[[T], object], items: Sequence[T]) -> Rate:
    list(threads.map(work, items[:8]))
    wall, cpu = time.perf_counter(), time.process_time()
    list(threads.map(work, items))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Rate(len(items) / wall, cpu / len(items) * 1000)
