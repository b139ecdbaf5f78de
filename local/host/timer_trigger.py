"""Timer triggers: six-field NCRONTAB expressions, in UTC."""

import asyncio
import json
import logging
import re
from datetime import UTC, datetime

import azure.functions as func
from azure.functions.meta import Datum
from croniter import CroniterError, croniter

from local.host.errors import HostError
from local.host.indexing import IndexedFunction
from local.host.invocation import Invoker

_NCRONTAB = re.compile(r"[\d*,/\-]+( ([\d*,/\-]|[A-Za-z]{3,9})+){4,5}")
_WITH_SECONDS = 6

logger = logging.getLogger("host")


def schedule_after(expression: str, moment: datetime) -> datetime:
    """Return the first moment after another that an NCRONTAB expression names.

    Unlike cron, NCRONTAB has the seconds first and wants day of month and day of week both.

    :raises HostError: if the expression is not one.
    """
    if not _NCRONTAB.fullmatch(expression):
        raise HostError(f"{expression!r} is not an NCRONTAB expression such as '0 */5 * * * *'")
    fields = expression if len(expression.split()) == _WITH_SECONDS else f"0 {expression}"
    try:
        following: datetime = croniter(fields, moment, second_at_beginning=True, day_or=False).get_next(datetime)
    except CroniterError as error:
        raise HostError(f"{expression!r} is not an NCRONTAB expression: {error}") from error
    return following


class TimerTrigger:
    """Fires one function by its schedule, never twice at a time."""

    def __init__(self, function: IndexedFunction, invoker: Invoker) -> None:
        self._function, self._invoker = function, invoker
        self._schedule = str(function.trigger.values["schedule"])
        self._last: datetime | None = None
        self.next_occurrence()

    def next_occurrence(self) -> datetime:
        """Return when the timer fires next.

        :raises HostError: if the schedule is not an NCRONTAB expression.
        """
        try:
            return schedule_after(self._schedule, datetime.now(UTC))
        except HostError as error:
            raise HostError(f"Function '{self._function.name}': {error}") from error

    async def run(self) -> None:
        """Fire until cancelled."""
        if self._function.trigger.values.get("runOnStartup"):
            await self.fire("Timer fired at startup", past_due=False)
        while True:
            due = self.next_occurrence()
            while (wait := (due - datetime.now(UTC)).total_seconds()) > 0:  # noqa: ASYNC110 - nothing else to wait on
                await asyncio.sleep(min(wait, 60))
            await self.fire(f"Timer fired at {due.isoformat()}", past_due=wait < -1)

    async def fire(self, reason: str, *, past_due: bool) -> None:
        """Invoke the function; its failure is logged, and the schedule goes on."""
        now = datetime.now(UTC)
        status = {"Last": (self._last or now).isoformat(), "Next": self.next_occurrence().isoformat()}
        content = {"IsPastDue": past_due, "Schedule": {"AdjustForDST": True}, "ScheduleStatus": status}
        argument = (
            func.get_binding_registry()
            .get("timerTrigger")
            .decode(Datum(json.dumps(content), "json"), trigger_metadata={})
        )
        self._last = now
        try:
            await self._invoker.invoke(self._function, argument, reason)
        except Exception:  # noqa: BLE001 - logged by the invoker
            logger.debug("the timer goes on")
