"""Remove labels that no image has any more from the records of the totals, which must not grow for ever."""

from typing import Any

from cocoon.services.retries import retry_database
from cocoon.services.sdk_errors import transient
from cocoon.services.totals import Totals

AT_ONCE = 100


async def remove_zero_labels(totals: Totals) -> None:
    """Remove each label from the records in which it is zero; one that has changed meanwhile stays, with its group.

    :raises TransientError: if the database fails.
    """
    for record in await totals.records():
        zeros = [f"labels.{key}" for key, count in record.get("labels", {}).items() if not count]
        for start in range(0, len(zeros), AT_ONCE):
            names = zeros[start : start + AT_ONCE]
            still_zero = {"_id": record["_id"]} | dict.fromkeys(names, 0)
            removal: dict[str, Any] = {"$unset": dict.fromkeys(names, "")}
            with transient("database"):
                await retry_database(
                    lambda still_zero=still_zero, removal=removal: totals.counts.update_one(  # type: ignore[misc]
                        still_zero, removal
                    )
                )
