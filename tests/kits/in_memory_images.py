"""Collections and blob containers, in memory: what is written survives a crash.

Only the operations and operators that storing an outcome uses.
"""

import copy
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from azure.core.exceptions import ResourceNotFoundError
from pymongo.errors import BulkWriteError, DuplicateKeyError

from tests.kits.crashes import Steps

Pause = Callable[[], Awaitable[None]]


async def no_pause() -> None:
    """Go on at once."""


@dataclass
class Records:
    """A collection: records by ``_id``. Before each operation others may run, see ``pause``."""

    steps: Steps = field(default_factory=Steps)
    records: dict[str, Any] = field(default_factory=dict)
    pause: Pause = no_pause

    async def find_one(self, filter_: Mapping[str, Any], _: object = None) -> Any:  # noqa: ANN401
        await self.pause()
        return copy.deepcopy(self.records.get(filter_["_id"]))

    def find(self, filter_: Mapping[str, Any], _: object = None) -> Any:  # noqa: ANN401
        found = [each for each in self.records.values() if all(each[name] == value for name, value in filter_.items())]

        async def to_list() -> list[Any]:
            return copy.deepcopy(found)

        return SimpleNamespace(limit=lambda _: SimpleNamespace(to_list=to_list))

    async def insert_one(self, record: Mapping[str, Any]) -> None:
        await self.pause()
        for _ in self.steps.step():
            if record["_id"] in self.records:
                message = "E11000 duplicate key"
                raise DuplicateKeyError(message)
            self.records[record["_id"]] = copy.deepcopy(record)

    async def insert_many(self, records: Sequence[Mapping[str, Any]], *, ordered: bool) -> None:
        assert not ordered
        await self.pause()
        for _ in self.steps.step():
            errors = [{"index": at, "code": 11000} for at, each in enumerate(records) if each["_id"] in self.records]
            self.records = {each["_id"]: copy.deepcopy(each) for each in records} | self.records
        if errors:
            raise BulkWriteError({"writeErrors": errors})

    async def replace_one(self, filter_: Mapping[str, Any], record: Mapping[str, Any]) -> Any:  # noqa: ANN401
        await self.pause()
        for _ in self.steps.step():
            matched = self._matches(filter_)
            if matched:
                self.records[filter_["_id"]] = copy.deepcopy(record)
        return SimpleNamespace(matched_count=int(matched))

    async def update_one(self, filter_: Mapping[str, Any], update: Mapping[str, Any]) -> None:
        await self.pause()
        for _ in self.steps.step():
            if self._matches(filter_):
                self.records[filter_["_id"]] |= update["$set"]

    async def delete_one(self, filter_: Mapping[str, Any]) -> Any:  # noqa: ANN401
        await self.pause()
        for _ in self.steps.step():
            matched = self._matches(filter_)
            if matched:
                del self.records[filter_["_id"]]
        return SimpleNamespace(deleted_count=int(matched))

    async def delete_many(self, filter_: Mapping[str, Any]) -> None:
        await self.pause()
        for _ in self.steps.step():
            for id_ in filter_["_id"]["$in"] if "_id" in filter_ else ():
                self.records.pop(id_, None)

    def _matches(self, filter_: Mapping[str, Any]) -> bool:
        record = self.records.get(filter_["_id"])
        return record is not None and all(record[name] == value for name, value in filter_.items())


@dataclass
class Container:
    """Blobs by name, each with the time of its upload, a second later than the one before."""

    steps: Steps = field(default_factory=Steps)
    blobs: dict[str, datetime] = field(default_factory=dict)
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    async def upload_blob(self, name: str, content: bytes, **_: object) -> None:
        assert content
        for _step in self.steps.step():
            self.now += timedelta(seconds=1)
            self.blobs[name] = self.now

    async def list_blobs(self, name_starts_with: str) -> AsyncIterator[Any]:
        for name, modified in list(self.blobs.items()):
            if name.startswith(name_starts_with):
                yield SimpleNamespace(name=name, last_modified=modified)

    async def delete_blob(self, name: str) -> None:
        for _ in self.steps.step():
            if self.blobs.pop(name, None) is None:
                raise ResourceNotFoundError


@dataclass
class Blob:
    """The container of the images, which has one blob."""

    etag: str

    def get_blob_client(self, _: str) -> Any:  # noqa: ANN401
        async def get_blob_properties() -> Any:  # noqa: ANN401
            return SimpleNamespace(etag=f'"{self.etag}"')

        return SimpleNamespace(get_blob_properties=get_blob_properties)
