"""Read every setting from the environment into one frozen object."""

import logging
import os
import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cocoon.errors import SettingsError
from cocoon.selection.by_products import BY_PRODUCTS
from cocoon.selection.selection import IMAGE_CONTENT_TYPES, IMAGE_EXTENSIONS, Selection
from cocoon.settings.connection import Connection
from cocoon.settings.connection_strings import (
    blob_uri_problem,
    mongodb_problem,
    namespace_problem,
    service_bus_problem,
    storage_problem,
)
from cocoon.settings.settings_reader import SettingsReader

logger = logging.getLogger(__name__)
APP_ROOT = Path(__file__).parents[2]
# Default limits of an image: bytes, decoded pixels, and bytes of memory while it is decoded.
MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS, MAX_IMAGE_MEMORY = 50_000_000, 100_000_000, 480_000_000
DEFAULT_MODELS = "models/efficientnet-lite0,models/nanodet"
FUNCTION_KEY, ANONYMOUS = READ_ACCESS = ("function", "anonymous")


@dataclass(frozen=True, slots=True)
class Prices:
    """The price of a worker in US dollars; the defaults are Flex Consumption's list prices."""

    worker_memory_gb: float
    per_gb_second: float
    per_million_executions: float


@dataclass(frozen=True, slots=True)
class Settings:
    """The app's settings; docs/reference/settings.md explains each."""

    images_storage: Connection
    images_container: str
    service_bus: Connection
    queue_name: str
    mongodb_uri: str
    database_name: str
    model_paths: tuple[Path, ...]
    model_uris: tuple[str, ...]
    model_cache: Path
    top_k: int
    min_score: float | None
    max_image_bytes: int
    max_image_pixels: int
    max_image_memory: int
    max_image_seconds: float
    fast_decoding: bool
    thumbnails_container: str
    thumbnail_size: int
    inference_threads: int
    worker: str
    enqueue_prefixes: tuple[str, ...]
    enqueue_schedule: str
    selection: Selection
    cors_origins: tuple[str, ...]
    prices: Prices
    app_name: str
    application_insights: str
    application_insights_client_id: str
    otlp_endpoint: str


def reading_needs_key(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the read-only routes need a function key, as they do unless READ_ACCESS is "anonymous".

    READ_ACCESS is read on its own, because the app asks for it while the host indexes it, which must succeed even if
    other settings are missing.
    """
    return environment.get("READ_ACCESS") != ANONYMOUS


@cache
def current() -> Settings:
    """Return the settings of this process, read once."""
    return from_environment(os.environ)


def report(environment: Mapping[str, str] = os.environ) -> None:
    """Log the errors in the settings, once, while the host indexes the app.

    The host drops a timer with a bad schedule, so nothing else would report that.
    """
    try:
        current() if environment is os.environ else from_environment(environment)
    except SettingsError as error:
        logger.error("the app's settings are not complete: %s", error)  # noqa: TRY400 - the traceback says no more


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings.

    :raises SettingsError: naming every setting that is missing or bad, and its allowed values.
    """
    reader = SettingsReader(environment)
    queue_name = reader.text("QUEUE_NAME", "images")
    settings = Settings(
        images_storage=reader.connection("IMAGES_STORAGE", storage_problem, "blobServiceUri", blob_uri_problem),
        images_container=reader.text("IMAGES_CONTAINER", "images"),
        service_bus=reader.connection(
            "SERVICE_BUS",
            lambda text: service_bus_problem(text, queue_name),
            "fullyQualifiedNamespace",
            namespace_problem,
        ),
        queue_name=queue_name,
        mongodb_uri=reader.checked("MONGODB_URI", mongodb_problem),
        database_name=reader.text("DATABASE_NAME", "cocoon"),
        model_paths=tuple(APP_ROOT / path for path in reader.names("MODEL_PATH", DEFAULT_MODELS)),
        model_uris=reader.uris("MODEL_URI"),
        model_cache=Path(reader.text("MODEL_CACHE", str(Path(tempfile.gettempdir()) / "cocoon-models"))),
        top_k=int(reader.number("TOP_K", 5, 1, 100)),
        min_score=reader.number("MIN_SCORE", 0.0, 0.0, 1.0) if environment.get("MIN_SCORE") else None,
        max_image_bytes=int(reader.number("MAX_IMAGE_BYTES", MAX_IMAGE_BYTES, 1, 2**31)),
        max_image_pixels=int(reader.number("MAX_IMAGE_PIXELS", MAX_IMAGE_PIXELS, 1, 2**31)),
        max_image_memory=int(reader.number("MAX_IMAGE_MEMORY", MAX_IMAGE_MEMORY, 10_000_000, 2**36)),
        max_image_seconds=reader.number("MAX_IMAGE_SECONDS", 60.0, 0.001, 120.0),
        fast_decoding=reader.switch("FAST_DECODING", default=False),
        thumbnails_container=reader.text("THUMBNAILS_CONTAINER", "thumbnails"),
        thumbnail_size=int(reader.number("THUMBNAIL_SIZE", 512, 0, 2048)),
        inference_threads=int(reader.number("INFERENCE_THREADS", os.cpu_count() or 1, 1, 256)),
        worker=f"{environment.get('WEBSITE_INSTANCE_ID') or socket.gethostname()}-{os.getpid()}",
        enqueue_prefixes=reader.names("ENQUEUE_PREFIXES") or ("",),
        enqueue_schedule=reader.schedule("ENQUEUE_SCHEDULE"),
        selection=Selection(
            reader.extensions("IMAGE_EXTENSIONS", IMAGE_EXTENSIONS),
            tuple(name.lower() for name in reader.names("IMAGE_CONTENT_TYPES", IMAGE_CONTENT_TYPES)),
            reader.names("EXCLUDED_PREFIXES"),
            reader.patterns("EXCLUDED_PATTERNS", BY_PRODUCTS),
        ),
        cors_origins=reader.names("CORS_ORIGINS"),
        prices=Prices(
            reader.number("WORKER_MEMORY_GB", 2.0, 0.0, 1024.0),
            reader.number("COST_PER_GB_SECOND", 0.000026, 0.0, 1.0),
            reader.number("COST_PER_MILLION_EXECUTIONS", 0.4, 0.0, 1000.0),
        ),
        app_name=environment.get("WEBSITE_SITE_NAME") or "cocoon",
        application_insights=reader.text("APPLICATIONINSIGHTS_CONNECTION_STRING", ""),
        application_insights_client_id=reader.part("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId"),
        otlp_endpoint=reader.text("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
    )
    reader.choice("READ_ACCESS", READ_ACCESS)
    if not settings.model_paths:
        reader.problems.append("MODEL_PATH names no folder; it must be model folders, separated by commas")
    if nested := [each for each in settings.enqueue_prefixes if _begins_with_another(each, settings.enqueue_prefixes)]:
        reader.problems.append(
            f"ENQUEUE_PREFIXES has {nested[0]!r}, which begins with another of them or is there twice"
        )
    if settings.thumbnails_container == settings.images_container:
        reader.problems.append(
            "THUMBNAILS_CONTAINER must differ from IMAGES_CONTAINER, or thumbnails would be labelled"
        )
    if reader.problems:
        raise SettingsError("; ".join(reader.problems))
    return settings


def _begins_with_another(prefix: str, prefixes: tuple[str, ...]) -> bool:
    return sum(prefix.startswith(other) for other in prefixes) > 1
