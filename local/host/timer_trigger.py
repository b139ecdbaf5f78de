"""Timer triggers, fired as the host fires them, in UTC.

Rules of ``TimerListener.cs`` and ``ScheduleMonitor.cs`` of azure-webjobs-sdk-extensions: a timer never runs twice at a
time; a run that outlasts its next tick is followed at once by another; what was missed while the host was down is made
up for once, with ``IsPastDue``.
"""

import asyncio
import json
import logging
from datetime import UTC, datetime

import azure.functions as func
from azure.functions.meta import Datum

from local.host.indexing import IndexedFunction
from local.host.invocation import Invoker
from local.host.schedule import is_monitored, parse_schedule
from local.host.timer_status import TimerStatus, TimerStatusFile

LONGEST_SLEEP = 60.0  # seconds: the clock may be set meanwhile

logger = logging.getLogger("host")


class TimerTrigger:
    """Fires one function by its schedule."""

    def __init__(self, function: IndexedFunction, invoker: Invoker, statuses: TimerStatusFile) -> None:
        self._function, self._invoker, self._statuses = function, invoker, statuses
        self._schedule = parse_schedule(str(function.trigger.values["schedule"]))
        now = datetime.now(UTC)
        self._is_monitored = is_monitored(self._schedule, now)
        self._status = TimerStatus(None, self._schedule.after(now), now)
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Fire no more; ``run`` ends when the invocation in flight does."""
        self._stopping.set()

    async def run(self) -> None:
        """Fire until stopped."""
        if self._resume():
            await self._fire("Timer fired after it was missed", past_due=True)
        elif self._function.trigger.values.get("runOnStartup"):
            await self._fire("Timer fired at startup")
        while await self._wait_until_due():
            await self._fire(f"Timer fired at {datetime.now(UTC).isoformat()}")

    async def call(self, reason: str, *, past_due: bool = False) -> None:
        """Invoke the function now, whatever its schedule; its failure is logged."""
        try:
            await self._invoker.invoke(self._function, self._argument(past_due=past_due), reason)
        except Exception:  # noqa: BLE001 - logged by the invoker
            logger.debug("the timer goes on")

    async def _fire(self, reason: str, *, past_due: bool = False) -> None:
        """Invoke the function; the schedule goes on from when this began, so that ticks that it outlasts count."""
        begun = datetime.now(UTC)
        await self.call(reason, past_due=past_due)
        self._keep(TimerStatus(begun, self._schedule.after(begun), begun))

    def _resume(self) -> bool:
        """Go on from the status that was kept; tell whether an occurrence was missed meanwhile."""
        now = datetime.now(UTC)
        kept = self._statuses.get(self._function.name) if self._is_monitored else None
        if kept is None:
            self._keep(self._status)
            return False
        # The schedule may be another than it was.
        self._status = TimerStatus(kept.last, self._schedule.after(kept.last or kept.updated), kept.updated)
        is_past_due = self._status.next is not None and self._status.next < now
        logger.info("timer '%s': next %s%s", self._function.name, self._status.next, " (missed)" if is_past_due else "")
        return is_past_due

    def _keep(self, status: TimerStatus) -> None:
        self._status = status
        if self._is_monitored:
            self._statuses.put(self._function.name, status)

    async def _wait_until_due(self) -> bool:
        """Wait for the next occurrence; return False where the host stops first."""
        while not self._stopping.is_set():
            due = self._status.next
            wait = LONGEST_SLEEP if due is None else (due - datetime.now(UTC)).total_seconds()
            if wait <= 0:
                return True
            try:
                await asyncio.wait_for(self._stopping.wait(), min(wait, LONGEST_SLEEP))
            except TimeoutError:
                continue
        return False

    def _argument(self, *, past_due: bool) -> func.TimerRequest:
        status = self._status
        moments = {"Last": status.last, "Next": status.next, "LastUpdated": status.updated}
        kept = {name: (each or datetime.min.replace(tzinfo=UTC)).isoformat() for name, each in moments.items()}
        content = {
            "IsPastDue": past_due,
            "Schedule": {"AdjustForDST": True},
            "ScheduleStatus": kept if self._is_monitored else None,
        }
        argument: func.TimerRequest = (
            func.get_binding_registry()
            .get("timerTrigger")
            .decode(Datum(json.dumps(content), "json"), trigger_metadata={})
        )
        return argument
