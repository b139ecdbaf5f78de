"""Measure the machine's limit without any service: the model alone, decoding alone, and both."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeVar

from classify_image.model.folder import load
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
    """The rates of the model alone on prepared tensors, of decoding alone, and of both."""

    model: Rate
    decode: Rate
    decode_and_model: Rate


def measure(settings: Settings, paths: Sequence[Path]) -> Limits:
    """Measure each rate on all cores."""
    model = load(settings.model_path, settings.inference_threads)
    spec, recognizer = model.description.input, Recognizer(model, settings)
    needed = spec.needed_side(fast=settings.fast_decoding)
    contents = [path.read_bytes() for path in paths]

    def decode(content: bytes) -> object:
        return to_tensor(decode_image(content, settings.max_image_pixels, needed).pixels, spec)

    tensors = [to_tensor(decode_image(each, settings.max_image_pixels, needed).pixels, spec) for each in contents]
    with ThreadPoolExecutor(settings.inference_threads) as threads:
        return Limits(
            _rate(threads, model.engine.predict, tensors),
            _rate(threads, decode, contents),
            _rate(threads, lambda content: recognizer.recognize(recognizer.open(content)), contents),
        )


def _rate(threads: ThreadPoolExecutor, work: Callable[[T], object], items: Sequence[T]) -> Rate:
    list(threads.map(work, items[:8]))
    wall, cpu = time.perf_counter(), time.process_time()
    list(threads.map(work, items))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Rate(len(items) / wall, cpu / len(items) * 1000)
