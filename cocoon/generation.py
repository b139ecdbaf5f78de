"""How often a container's labels were cleared: messages from before and after differ, or the queue would drop them.

Duplicate detection remembers MessageIds for its window, whatever became of the labels.
"""

import uuid
from typing import Any

from pymongo.asynchronous.collection import AsyncCollection

from cocoon.retry import with_retries

Records = AsyncCollection[dict[str, Any]]


async def read(listings: Records, container: str) -> str:
    """Return what MessageIds end with since the labels were cleared last; nothing if they never were."""
    record = await with_retries(lambda: listings.find_one({"_id": _id(container)}))
    return f"-{record['value']}" if record else ""


async def begin(listings: Records, container: str) -> None:
    """Begin a new one."""
    new = {"$set": {"value": uuid.uuid4().hex[:8]}}
    await with_retries(lambda: listings.update_one({"_id": _id(container)}, new, upsert=True))


def _id(container: str) -> str:
    return f"generation/{container}"
