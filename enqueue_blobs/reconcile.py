"""Find documents whose blob is gone or not to be labelled any more, beside a listing of all blobs."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from cocoon.clients import Clients
from cocoon.documents import CODES_WITHOUT_BLOB
from cocoon.faults import transient
from cocoon.removal import remove_deselected, remove_if_gone
from cocoon.retry import with_retries
from cocoon.selection import Reason
from cocoon.text import prefix_range
from enqueue_blobs.listing import Page
from enqueue_blobs.state import Listing

AT_A_TIME = 16
AT_ONCE = 5000  # documents in memory


async def remove_gone(clients: Clients, listing: Listing, page: Page, left_out: Mapping[str, Reason]) -> int:
    """Remove the documents from the page before to the end of this one whose blob is not listed; return how many.

    What is missing is asked for once more before it is removed: it may have come after the page
    was listed, and the database may order some rare names in another way than the account.

    :param left_out: why blobs of the page are not to be labelled. Documents go, too, where the name or the type says
        so now, and where what is empty or archived is another version than theirs.
    :raises TransientError: if a service fails.
    """
    if page.continuation and not page.blobs:
        return 0  # nothing is known of any name
    between = prefix_range(listing.prefix) if listing.prefix else {}
    if page.continuation:
        between = {**between, "$lte": page.blobs[-1].path}
        between.pop("$lt", None)
    there, removed, after = {blob.path: blob.etag for blob in page.blobs}, 0, listing.after
    while documents := await _documents(clients, listing.container, between, after):
        after = documents[-1]["path"]
        known = {each["path"]: each["etag"] for each in documents if not _stands_for_no_blob(each)}
        removed += await _remove(clients, [path for path in known if path not in there], remove_if_gone)
        removed += await _remove(
            clients,
            [path for path, etag in known.items() if _is_deselected(left_out.get(path), etag, there.get(path))],
            remove_deselected,
        )
    return removed


async def _documents(clients: Clients, container: str, between: dict[str, str], after: str) -> list[dict[str, Any]]:
    """Return the next documents behind a path, in the order of their paths."""
    paths = {**between, "$gt": after} if after else between
    if after:
        paths.pop("$gte", None)
    chosen = {"container": container} | ({"path": paths} if paths else {})
    with transient("database"):
        return await with_retries(
            lambda: (
                clients.images.find(chosen, {"path": True, "etag": True, "error": True})
                .sort("path")
                .limit(AT_ONCE)
                .to_list()
            )
        )


def _is_deselected(reason: Reason | None, etag: str | None, listed_etag: str | None) -> bool:
    return reason is not None and (reason.is_of_the_name or etag != listed_etag)


def _stands_for_no_blob(document: dict[str, Any]) -> bool:
    return (document.get("error") or {}).get("code") in CODES_WITHOUT_BLOB


async def _remove(clients: Clients, paths: Sequence[str], remove: Callable[[Clients, str], Awaitable[bool]]) -> int:
    removed = 0
    for start in range(0, len(paths), AT_A_TIME):
        part = paths[start : start + AT_A_TIME]
        removed += sum(await asyncio.gather(*(remove(clients, path) for path in part)))
    return removed
