"""Describe a deployment and its work."""

from dataclasses import dataclass, replace
from typing import Self

from benchmarks.scale import figures


@dataclass(frozen=True, slots=True)
class Deployment:
    """The choices that determine speed and cost; the defaults are those of ``infra/``.

    ``bus_units`` are messaging units of Premium, 0 for Standard. ``tier`` is a tier of Azure DocumentDB, or ``ru`` for
    Cosmos DB by request units.
    """

    instances: int = 7
    memory_mb: int = 2048
    bus_units: int = 0
    tier: str = "M20"
    events: bool = True
    thumbnails: bool = True
    detector: bool = True
    private: bool = False

    @property
    def cores(self) -> float:
        """Return the cores of one instance."""
        return figures.instance_cores(self.memory_mb)

    @property
    def most_instances(self) -> int:
        """Return how many instances may run within the region's memory quota."""
        return min(self.instances, int(figures.QUOTA_MB.value // self.memory_mb))

    def with_room_for(self, images: float) -> Self:
        """Return this deployment, with the next larger tier if the disk of its own is too small.

        :raises ValueError: if no disk is large enough.
        """
        if self.tier == "ru":
            postings = figures.POSTINGS.value * figures.RU_POSTING_KB.value
            needed = images * max(figures.RU_DOCUMENT_KB.value, postings) / 1e6
            if needed > figures.RU_LARGEST_GB.value:
                raise ValueError(f"a serverless container holds 1,000 GB, and these images need {needed:,.0f}")
            return self
        is_small = self.tier in figures.SMALL_TIERS and disk_gb(images) > figures.SMALL_DISK
        return replace(self, tier=figures.NEXT_TIER) if is_small else self


def disk_gb(images: float) -> int:
    """Return the smallest disk that holds the documents, in GiB.

    :raises ValueError: if there is none.
    """
    needed = images * figures.DOCUMENT_KB.value * 1000 / 2**30
    for size in figures.DISKS:
        if size >= needed:
            return size
    raise ValueError(f"one cluster's disk holds {figures.DISKS[-1]:,} GiB, and these images need {needed:,.0f}")


@dataclass(frozen=True, slots=True)
class Work:
    """The work of a month: the number of new images, and of all images at its end."""

    new: float
    kept: float

    @classmethod
    def first(cls, images: float) -> "Work":
        """Return the first month of a container, in which every image is new."""
        return cls(images, images)
