"""What is deployed, and what is asked of it."""

from dataclasses import dataclass, replace
from typing import Self

from benchmarks.scale import figures


@dataclass(frozen=True, slots=True)
class Deployment:
    """The choices that decide about speed and cost; the defaults are those of ``infra/``.

    ``bus_units`` are messaging units of Premium, 0 for Standard. ``tier`` is one of Azure DocumentDB's, or ``ru`` for
    Cosmos DB by request units.
    """

    instances: int = 7
    memory_mb: int = 2048
    bus_units: int = 0
    tier: str = "M20"
    events: bool = True
    thumbnails: bool = True
    private: bool = False

    @property
    def cores(self) -> float:
        """Cores of one instance."""
        return figures.instance_cores(self.memory_mb)

    @property
    def most_instances(self) -> int:
        """As many as may run: no more than the region's quota of memory has room for."""
        return min(self.instances, int(figures.QUOTA_MB.value // self.memory_mb))

    def with_room_for(self, images: float) -> Self:
        """Return the same with the smallest larger tier, if the disk of this one is too small.

        :raises ValueError: if no disk is large enough.
        """
        if self.tier == "ru":
            needed = images * figures.DOCUMENT_KB.value / 1e6
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
    """What a month brings: images that are new, and how many there are in all when the month ends."""

    new: float
    kept: float

    @classmethod
    def first(cls, images: float) -> "Work":
        """Return the first month of a container: everything is new."""
        return cls(images, images)
