"""The collection of images and a blob container, in memory: what is written survives a crash.

Only the operations and operators that storing an outcome uses.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from azure.core.exceptions import ResourceNotFoundError
from pymongo.errors import DuplicateKeyError

from cocoon.records.image_document import ImageDocument
from tests.kits.crashes import Steps


@dataclass
class Images:
    """Documents by ``_id``."""

    steps: Steps = field(default_factory=Steps)
    documents: dict[str, ImageDocument] = field(default_factory=dict)

    async def find_one(self, filter_: Mapping[str, Any]) -> ImageDocument | None:
        return self.documents.get(filter_["_id"])

    async def replace_one(self, filter_: Mapping[str, Any], document: ImageDocument, *, upsert: bool) -> Any:  # noqa: ANN401
        assert upsert
        for _ in self.steps.step():
            kept = self.documents.get(filter_["_id"])
            if kept is not None and not _matches(kept, filter_):
                message = "E11000 duplicate key"
                raise DuplicateKeyError(message)
            self.documents[filter_["_id"]] = document
        return SimpleNamespace(matched_count=int(kept is not None))


def _matches(document: Mapping[str, Any], filter_: Mapping[str, Any]) -> bool:
    for name, condition in filter_.items():
        if not isinstance(condition, Mapping):
            if document[name] != condition:
                return False
            continue
        ((operator, bound),) = condition["$not"].items()
        value = document[name]
        if value is not None and (value > bound or (operator == "$gte" and value == bound)):
            return False
    return True


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
