"""Define the progress of a recount, in the collection ``counts``, from which any host can continue it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from cocoon.records import count_shard
from cocoon.records.count_change import CountChange


class Phase(StrEnum):
    """What a recount does, in this order; only a thorough one goes on after the correction."""

    COUNT = "count"  # read all documents
    CORRECT = "correct"  # correct the totals
    PAST_WORK = "past work"  # once: add the work of the time before there were totals
    FILL = "fill"  # write what documents of earlier versions lack, and postings that are missing
    POSTINGS = "postings"  # remove postings that no document has
    DONE = "done"


_FILLED = Phase.POSTINGS, Phase.DONE
STATE_FIELDS = "phase", "thorough_at"


def are_filled(record: Mapping[str, Any] | None) -> bool:
    """Return whether documents of earlier versions have got what they lacked, by a recount's record if there is one."""
    return record is None or record.get("thorough_at") is not None or record["phase"] in _FILLED


@dataclass(frozen=True, slots=True)
class Recount:
    """The progress of a container's recount; times are in UTC.

    ``label``, ``after`` and ``minute`` are the place at which the phase goes on. ``clearing`` is the token of the
    clearing before it. ``filled`` is the number of documents that lacked something, ``removed`` of postings without a
    document. ``thorough_at`` is when the last thorough recount that is done began.
    """

    container: str
    began: datetime
    updated: datetime
    is_thorough: bool
    clearing: str = ""
    run: str = field(default_factory=lambda: uuid.uuid4().hex)
    phase: Phase = Phase.COUNT
    page: int = 0
    label: str = ""
    after: str = ""
    minute: datetime | None = None
    filled: int = 0
    removed: int = 0
    has_past_work: bool = False
    thorough_at: datetime | None = None
    counted: CountChange = field(default_factory=CountChange)

    @property
    def id(self) -> str:
        """The record's ``_id``: one for each container."""
        return recount_id(self.container)

    def encode(self) -> dict[str, Any]:
        """Return the record that the database keeps."""
        fields: dict[str, Any] = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {"_id": self.id} | fields | {"phase": str(self.phase), "counted": count_shard.encode(self.counted)}

    @classmethod
    def decode(cls, record: Mapping[str, Any]) -> Self:
        """Read a record of the database."""
        fields = {name: record[name] for name in cls.__dataclass_fields__ if name in record}
        return cls(**fields | {"phase": Phase(record["phase"]), "counted": count_shard.decode(record["counted"])})


def recount_id(container: str) -> str:
    """Return the ``_id`` of a container's recount."""
    return f"{container}/recount"
