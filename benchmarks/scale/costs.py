"""Compute the bill of a month in dollars, item by item (pure)."""

from collections.abc import Mapping

from benchmarks.scale import figures, finding, rates
from benchmarks.scale.deployment import Deployment, Work, disk_gb
from benchmarks.scale.tiers import graduated


def month(deployment: Deployment, work: Work) -> dict[str, float]:
    """Return the items of a month's bill; free ones are listed with 0."""
    return {
        "Flex Consumption": compute(deployment, work),
        "Service Bus": bus(deployment, work),
        "database": database(deployment, work),
        "events": finding.events(deployment, work) if deployment.events else 0.0,
        "reading images, writing thumbnails": storage_requests(deployment, work),
        "keeping thumbnails": thumbnails(deployment, work),
        "logs and alerts": logs(deployment, work),
        "private endpoints": private_endpoints(work) if deployment.private else 0.0,
    }


def total(items: Mapping[str, float]) -> float:
    """Return the sum of a bill."""
    return sum(items.values())


def compute(deployment: Deployment, work: Work) -> float:
    """Return the cost of the instances and of the lister, for the time that they work or wait for a slower part.

    An instance is billed while it holds any message, so instances beyond the capacity of the slowest part cost as much
    as the ones that it needs.
    """
    working = work.new / rates.rate(deployment) * deployment.most_instances * deployment.memory_mb / 1024
    listing = _listing(deployment, work)
    timers = figures.TIMER_CALLS.value * deployment.memory_mb / 1024
    gigabyte_seconds = working + timers + listing.compute / figures.GB_SECOND.value
    return (
        max(0.0, gigabyte_seconds - figures.FREE_GB_SECONDS.value) * figures.GB_SECOND.value
        + max(0.0, work.new - figures.FREE_CALLS.value) * figures.MILLION_CALLS.value / 1e6
    )


def bus(deployment: Deployment, work: Work) -> float:
    """Return the cost of the queue."""
    if deployment.bus_units:
        return deployment.bus_units * figures.PREMIUM_MONTH.value
    operations = work.new * figures.OPERATIONS_AN_IMAGE.value
    return figures.STANDARD_MONTH.value + graduated(operations, figures.OPERATION_TIERS)


def database(deployment: Deployment, work: Work) -> float:
    """Return the cost of the database: a cluster and its disk, or request units and storage."""
    if deployment.tier != "ru":
        return figures.TIER_MONTH[deployment.tier] + disk_gb(work.kept) * figures.DISK_GB_MONTH.value
    listing = _listing(deployment, work)
    units = work.new * rates.units_an_image()
    postings = figures.POSTINGS.value * figures.RU_POSTING_KB.value
    gigabytes = work.kept * (figures.RU_DOCUMENT_KB.value + postings) / 1e6
    return units / 1e6 * figures.MILLION_RU.value + listing.database + gigabytes * figures.RU_GB_MONTH.value


def storage_requests(deployment: Deployment, work: Work) -> float:
    """Return the cost of storage requests: a read per image, a write per thumbnail, and the pages of listings."""
    writes = work.new if deployment.thumbnails else 0.0
    listing = _listing(deployment, work)
    return work.new * figures.READ.value + writes * figures.WRITE.value + listing.requests


def thumbnails(deployment: Deployment, work: Work) -> float:
    """Return the cost of storing the thumbnails; the images are stored already."""
    return work.kept * figures.THUMBNAIL_KB.value / 1e6 * figures.GB_MONTH.value if deployment.thumbnails else 0.0


def logs(deployment: Deployment, work: Work) -> float:
    """Return the cost of logs and alerts; the daily cap limits the logs."""
    days = max(1.0, rates.seconds(deployment, work.new) / 86_400)
    gigabytes = min(work.new * figures.LOG_KB_AN_IMAGE.value / 1e6, days * figures.LOG_GB_DAY.value)
    return max(0.0, gigabytes - figures.FREE_LOG_GB.value) * figures.LOG_GB.value + figures.ALERTS_MONTH.value


def private_endpoints(work: Work) -> float:
    """Return the cost of private endpoints: a monthly price, and one for the images that pass through them."""
    return figures.PRIVATE_MONTH.value + work.new * figures.IMAGE_KB.value / 1e6 * figures.PRIVATE_GB.value


def _listing(deployment: Deployment, work: Work) -> finding.Listing:
    """Return a month's listings: a full one each day and, without events, a quick one every five minutes."""
    full = finding.daily(deployment, work.kept)
    if deployment.events:
        return full
    quick = finding.every_five_minutes(deployment, work.kept, work.new)
    return finding.Listing(
        quick.seconds,
        quick.times,
        quick.compute + full.compute,
        quick.requests + full.requests,
        quick.database + full.database,
    )
