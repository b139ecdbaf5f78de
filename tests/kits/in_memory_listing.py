"""The services that a listing uses, in memory: what it has written survives a crash."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from azure.servicebus import ServiceBusMessage

from cocoon.records.listing import Listing
from enqueue_blobs.blob_pages import ListedBlob, Page, Version
from enqueue_blobs.page_lookup import LookedUpPage
from tests.kits.crashes import Steps

PAGE = 3


@dataclass
class Account:
    """A container, a queue with duplicate detection, documents, marks and the progress of one listing."""

    blobs: list[ListedBlob]
    steps: Steps = field(default_factory=Steps)
    sent: dict[str, str] = field(default_factory=dict)  # body by MessageId: each id is accepted once
    marks: dict[Version, datetime] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)  # ETag by path
    saved: Listing | None = None

    async def pages(self, listing: Listing) -> AsyncGenerator[Page, None]:
        start = int(listing.continuation or 0)
        while True:
            part = self.blobs[start : start + PAGE]
            start += PAGE
            yield Page(part, str(start) if start < len(self.blobs) else None)
            if start >= len(self.blobs):
                return

    async def send(self, messages: Iterable[ServiceBusMessage], /) -> None:
        for message in messages:
            for _ in self.steps.step():
                self.sent.setdefault(str(message.message_id), str(message))

    async def mark_sent(self, blobs: Sequence[ListedBlob]) -> None:
        for blob in blobs:
            for _ in self.steps.step():
                self.marks[blob.version] = datetime.now(UTC)

    async def done(self, blobs: Sequence[ListedBlob]) -> set[Version]:
        return {(path, etag) for path, etag in self.documents.items() if path in {blob.path for blob in blobs}}

    async def sent_versions(self, blobs: Sequence[ListedBlob]) -> dict[Version, datetime]:
        paths = {blob.path for blob in blobs}
        return {version: at for version, at in self.marks.items() if version[0] in paths}

    async def save(self, listing: Listing) -> None:
        for _ in self.steps.step():
            listing.updated = datetime.now(UTC)
            self.saved = replace(listing, left_out=dict(listing.left_out))

    async def remove(self, listing: Listing, looked_up: LookedUpPage) -> int:
        """Remove the documents between two pages' ends whose blob is not listed."""
        page = looked_up.page
        last = page.blobs[-1].path if page.continuation else "\uffff"
        listed = {blob.path for blob in page.blobs}
        gone = [path for path in self.documents if listing.after < path <= last and path not in listed]
        for path in gone:
            for _ in self.steps.step():
                del self.documents[path]
        return len(gone)


class Lookup:
    """The look-ups of an account, with the names that a listing uses."""

    def __init__(self, account: Account) -> None:
        self.done, self.sent = account.done, account.sent_versions


class Head:
    """A queue whose head was sent before everything else: all marks are believed."""

    async def since(self) -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC)


class Held:
    """A lease that is held."""

    def check(self) -> None:
        pass
