"""Which versions of blobs are labelled, failed or queued already: look-ups a page at a time."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import BulkWriteError, OperationFailure

from cocoon.documents import BLOB_ARCHIVED, document_id
from cocoon.faults import transient
from cocoon.indexes import QUEUED_DAYS
from cocoon.messages import ImageMessage
from cocoon.retry import with_retries
from enqueue_blobs.listing import ListedBlob

Documents = AsyncCollection[dict[str, Any]]
Version = tuple[str, str | None]  # path and etag
FEW = 100  # blobs, up to which they are looked up one by one, but in one command
DUPLICATE_KEY = 11000


async def done_versions(images: Documents, container: str, blobs: Sequence[ListedBlob]) -> set[Version]:
    """Return which of the versions are labelled or failed, among others of the same paths.

    What was archived when it was to be labelled is not done: it is listed as archived no more.

    :raises TransientError: if the database fails.
    """
    ids = [document_id(container, blob.path) for blob in blobs[: FEW + 1]]
    return set(await _find(images, container, blobs, ids, {"error.code": {"$nin": [BLOB_ARCHIVED]}}))


async def queued_versions(queued: Documents, container: str, blobs: Sequence[ListedBlob]) -> dict[Version, datetime]:
    """Return which of the versions were put on the queue within QUEUED_DAYS, and when (UTC), among others.

    :raises TransientError: if the database fails.
    """
    ids = [_queued_id(container, blob) for blob in blobs[: FEW + 1]]
    since = datetime.now(UTC) - timedelta(days=QUEUED_DAYS)
    found = await _find(queued, container, blobs, ids, {"at": {"$gt": since}})
    return {version: each["at"] for version, each in found.items()}


async def mark_queued(queued: Documents, container: str, blobs: Sequence[ListedBlob]) -> None:
    """Remember that the versions are on the queue since now.

    :raises TransientError: if the database fails.
    """
    now = datetime.now(UTC)
    marks = [
        {"_id": _queued_id(container, blob), "container": container, "path": blob.path, "etag": blob.etag, "at": now}
        for blob in blobs
    ]
    if marks:
        with transient("database"):
            await with_retries(lambda: _insert(queued, marks))


async def _insert(queued: Documents, marks: list[dict[str, Any]]) -> None:
    try:
        await queued.insert_many(marks, ordered=False)
    except BulkWriteError as error:
        failed = [each for each in error.details["writeErrors"] if each["code"] != DUPLICATE_KEY]
        if failed or error.details.get("writeConcernErrors"):
            code = failed[0]["code"] if failed else None
            raise OperationFailure(failed[0]["errmsg"] if failed else str(error), code) from error
        again = [marks[each["index"]]["_id"] for each in error.details["writeErrors"]]  # they were sent before
        await queued.update_many({"_id": {"$in": again}}, {"$set": {"at": marks[0]["at"]}})


async def _find(
    documents: Documents,
    container: str,
    blobs: Sequence[ListedBlob],
    ids: Collection[str],
    condition: dict[str, Any],
) -> dict[Version, dict[str, Any]]:
    """Look the blobs up by their ids if they are few, else take what there is from the first path to the last."""
    if not blobs:
        return {}
    paths = {blob.path for blob in blobs}
    if len(blobs) <= FEW:
        chosen: dict[str, Any] = {"_id": {"$in": list(ids)}}
    else:
        ordered = sorted(paths, key=str.encode)  # as the database orders them
        chosen = {"path": {"$gte": ordered[0], "$lte": ordered[-1]}, "container": container}

    async def read() -> dict[Version, dict[str, Any]]:
        found = documents.find(chosen | condition, {"path": True, "etag": True, "at": True})
        return {(each["path"], each["etag"]): each async for each in found if each["path"] in paths}

    with transient("database"):
        return await with_retries(read)


def _queued_id(container: str, blob: ListedBlob) -> str:
    return ImageMessage(container, blob.path, blob.etag).message_id
