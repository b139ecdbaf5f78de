"""Compute how many images per second each part can handle, and how long a backlog takes (pure)."""

from benchmarks.scale import figures
from benchmarks.scale.deployment import Deployment


def image_rate_of_an_instance(deployment: Deployment) -> float:
    """Return how many images per second an instance labels if nothing keeps it waiting."""
    times = figures.THUMBNAIL_CPU.value if deployment.thumbnails else 1.0
    times += figures.DETECTOR_CPU.value if deployment.detector else 0.0
    return deployment.cores * 1000 / (figures.CPU_MS.value * times + figures.HOST_CPU_MS.value)


def bounds(deployment: Deployment) -> dict[str, float]:
    """Return the images per second that each part can handle; the lister is a part only without events."""
    requests = 2 if deployment.thumbnails else 1
    lister = {} if deployment.events else {"lister": figures.ENQUEUED.value}
    return lister | {
        "instances": deployment.most_instances * image_rate_of_an_instance(deployment),
        "Service Bus": _bus(deployment),
        "database": database_rate(deployment),
        "storage account": figures.ACCOUNT_REQUESTS.value / requests,
    }


def database_rate(deployment: Deployment) -> float:
    """Return how many documents per second the database can write."""
    if deployment.tier == "ru":
        return figures.RU_SECOND.value / units_an_image()
    return figures.TIER_CORES[deployment.tier] * figures.UPSERTS_A_CORE.value


def units_an_image() -> float:
    """Return the request units that storing an image takes, with its postings."""
    return figures.RU_AN_IMAGE.value + figures.POSTINGS.value * figures.RU_A_POSTING.value


def rate(deployment: Deployment) -> float:
    """Return the images per second of the whole deployment."""
    return min(bounds(deployment).values())


def bound(deployment: Deployment) -> str:
    """Return the name of the slowest part."""
    parts = bounds(deployment)
    return min(parts, key=lambda name: parts[name])


def seconds(deployment: Deployment, images: float) -> float:
    """Return how long a backlog takes, from the first message to the last document."""
    return figures.START_SECONDS.value + images / rate(deployment)


def _bus(deployment: Deployment) -> float:
    if deployment.bus_units:
        return deployment.bus_units * figures.PREMIUM_IMAGES.value
    return figures.CREDITS.value / figures.CREDITS_AN_IMAGE.value
