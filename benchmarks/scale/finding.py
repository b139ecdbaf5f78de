"""Compute the cost of finding the images: the lister's time, its look-ups, and events (pure)."""

from dataclasses import dataclass

from benchmarks.scale import figures
from benchmarks.scale.deployment import Deployment, Work


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing of a whole container: its time, its cost, and how often it runs in a month.

    ``compute`` is dollars for the lister's instance, ``requests`` for the pages, ``database`` for look-ups, which only
    request units charge for.
    """

    seconds: float
    times: float
    compute: float
    requests: float
    database: float

    @property
    def dollars(self) -> float:
        """Return the total cost."""
        return self.compute + self.requests + self.database


def once(deployment: Deployment, blobs: float) -> Listing:
    """Return a listing that enqueues everything."""
    units = figures.RU_A_MARK.value + 2 * figures.RU_A_LOOK_UP.value
    a_second = _bounded(deployment, figures.ENQUEUED.value, units)
    return _listing(deployment, blobs, a_second, 1, blobs * units)


def daily(deployment: Deployment, blobs: float) -> Listing:
    """Return a month of full listings: one a day, or fewer if each takes longer.

    Each blob is looked up twice: as a document and as a mark.
    """
    units = 2 * figures.RU_A_LOOK_UP.value
    a_second = _bounded(deployment, figures.LOOKED_UP.value, units)
    times = figures.SECONDS_A_MONTH / max(86_400.0, blobs / a_second)
    return _listing(deployment, blobs, a_second, times, blobs * units)


def every_five_minutes(deployment: Deployment, blobs: float, new: float = 0.0) -> Listing:
    """Return a month of quick listings; one that takes longer than its tick continues at the next.

    A run that outlasts the next tick is followed at once by another (WebJobs SDK, TimerListener.cs), so a container
    that takes longer than five minutes is listed without a pause. A new blob is marked, and looked up again at each
    tick within the hour by which listings overlap.
    """
    times = figures.SECONDS_A_MONTH / max(300.0, blobs / figures.LISTED.value)
    look_ups = 2 + min(12.0, times)
    units = new * (figures.RU_A_MARK.value + look_ups * figures.RU_A_LOOK_UP.value)
    return _listing(deployment, blobs, figures.LISTED.value, times, units / times)


def events(deployment: Deployment, work: Work) -> float:
    """Return Event Grid's price for a month: ingress and delivery, and the ingress of thumbnails' events."""
    operations = work.new * (3 if deployment.thumbnails else 2)
    return max(0.0, operations - figures.FREE_EVENTS.value) * figures.EVENT.value


def _bounded(deployment: Deployment, a_second: float, units: float) -> float:
    """Return the rate of a listing within the limit of request units."""
    return min(a_second, figures.RU_SECOND.value / units) if deployment.tier == "ru" else a_second


def _listing(deployment: Deployment, blobs: float, a_second: float, times: float, request_units: float) -> Listing:
    seconds = blobs / a_second
    gigabytes = deployment.memory_mb / 1024
    units = request_units if deployment.tier == "ru" else 0.0
    return Listing(
        seconds,
        times,
        times * seconds * gigabytes * figures.GB_SECOND.value,
        times * blobs / figures.PAGE.value * figures.WRITE.value,
        times * units / 1e6 * figures.MILLION_RU.value,
    )
