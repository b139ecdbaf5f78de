"""Timer triggers: wait for the next occurrence, in UTC, invoke, store the status.

Rules of ``TimerListener.cs`` and ``ScheduleMonitor.cs`` of azure-webjobs-sdk-extensions: runs of a timer never overlap;
a run that outlasts its next occurrence is followed by another at once; occurrences missed while the host was down are
made up for by one run, with ``IsPastDue``.
"""

import asyncio
import json
import logging
from datetime import UTC, datetime

import azure.functions as func
from azure.functions.meta import Datum

from local.host.functions import IndexedFunction
from local.host.invocation import Invoker
from local.host.ported.timer_schedule import is_monitored, parse_schedule
from local.host.triggers.schedule_status import ScheduleStatus, ScheduleStatusFile

LONGEST_SLEEP = 60.0  # seconds, because the clock may be set during a sleep

logger = logging.getLogger("host")


class TimerTrigger:
    """Fires one function on its schedule."""

    def __init__(self, function: IndexedFunction, invoker: Invoker, statuses: ScheduleStatusFile) -> None:
        self._function, self._invoker, self._statuses = function, invoker, statuses
        self._schedule = parse_schedule(str(function.trigger.values["schedule"]))
        now = datetime.now(UTC)
        self._is_monitored = is_monitored(self._schedule, now)
        self._status = ScheduleStatus(None, self._schedule.after(now), now)
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Stop firing; ``run`` returns when the invocation in flight has ended."""
        self._stopping.set()

    async def run(self) -> None:
        """Fire until stopped."""
        if self._resume():
            await self._fire("Timer fired after it was missed", past_due=True)
        elif self._function.trigger.values.get("runOnStartup"):
            await self._fire("Timer fired at startup")
        while await self._wait_until_due():
            await self._fire(f"Timer fired at {datetime.now(UTC).isoformat()}")

    async def invoke_now(self, reason: str, *, past_due: bool = False) -> None:
        """Invoke the function now, off schedule; a failure is logged."""
        argument = _argument(self._status, is_monitored=self._is_monitored, past_due=past_due)
        try:
            await self._invoker.invoke(self._function, argument, reason)
        except Exception:  # noqa: BLE001 - the invoker logs it
            logger.debug("the timer continues after a failure")

    async def _fire(self, reason: str, *, past_due: bool = False) -> None:
        """Invoke the function and store the next occurrence after this start, even if it passes during the run."""
        begun = datetime.now(UTC)
        await self.invoke_now(reason, past_due=past_due)
        self._store(ScheduleStatus(begun, self._schedule.after(begun), begun))

    def _resume(self) -> bool:
        """Continue from the stored status; return whether an occurrence was missed since."""
        now = datetime.now(UTC)
        stored = self._statuses.get(self._function.name) if self._is_monitored else None
        if stored is None:
            self._store(self._status)
            return False
        # The schedule may have changed since.
        self._status = ScheduleStatus(stored.last, self._schedule.after(stored.last or stored.updated), stored.updated)
        is_past_due = self._status.next is not None and self._status.next < now
        logger.info("timer '%s': next %s%s", self._function.name, self._status.next, " (missed)" if is_past_due else "")
        return is_past_due

    def _store(self, status: ScheduleStatus) -> None:
        self._status = status
        if self._is_monitored:
            self._statuses.put(self._function.name, status)

    async def _wait_until_due(self) -> bool:
        """Wait for the next occurrence; return False if the host stops first."""
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


def _argument(status: ScheduleStatus, *, is_monitored: bool, past_due: bool) -> func.TimerRequest:
    """Return the ``TimerRequest``, made from the JSON that the host sends to the worker."""
    moments = {"Last": status.last, "Next": status.next, "LastUpdated": status.updated}
    occurrences = {name: (each or datetime.min.replace(tzinfo=UTC)).isoformat() for name, each in moments.items()}
    content = {
        "IsPastDue": past_due,
        "Schedule": {"AdjustForDST": True},
        "ScheduleStatus": occurrences if is_monitored else None,
    }
    converter = func.get_binding_registry().get("timerTrigger")
    argument: func.TimerRequest = converter.decode(Datum(json.dumps(content), "json"), trigger_metadata={})
    return argument
