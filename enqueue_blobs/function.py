"""The triggers: two timers, ``POST /api/enqueue`` and ``POST /api/failures/retry``."""

import logging
from dataclasses import asdict

import azure.functions as func

from cocoon import clients, settings
from cocoon.errors import CocoonError
from cocoon.responses import Answer, body_of, respond
from enqueue_blobs.request import parse, parse_retry
from enqueue_blobs.retrying import retry
from enqueue_blobs.runs import continue_listings, on_request, on_tick
from enqueue_blobs.watch import watch

blueprint = func.Blueprint()
logger = logging.getLogger(__name__)


@blueprint.timer_trigger(arg_name="timer", schedule="%ENQUEUE_SCHEDULE%", run_on_startup=False)
async def enqueue_on_timer(timer: func.TimerRequest) -> None:
    """Enqueue what is new in the container."""
    if timer.past_due:
        logger.info("the timer is past due")
    try:
        await on_tick(clients.current(), settings.current())
    except CocoonError:
        logger.exception("the next tick tries again")  # the host's log loses the cause
        raise


@blueprint.timer_trigger(arg_name="timer", schedule="30 */5 * * * *", run_on_startup=False)
async def watch_queue(timer: func.TimerRequest) -> None:  # noqa: ARG001 - the trigger's argument
    """Measure how long the oldest message has been waiting, and go on with listings, whatever ENQUEUE_SCHEDULE says."""
    try:
        await watch(clients.current())
    except CocoonError:
        logger.exception("the queue's age is not known")
        raise
    finally:  # one does not wait for the other
        await _continue_listings()


async def _continue_listings() -> None:
    try:
        await continue_listings(clients.current(), settings.current())
    except CocoonError:
        logger.exception("the listings go on with the next tick")
        raise


@blueprint.route("api/enqueue", methods=["POST"], auth_level=func.AuthLevel.FUNCTION)
async def enqueue_on_request(req: func.HttpRequest) -> func.HttpResponse:
    """Enqueue what the body asks for, and answer with the counts."""

    async def answer() -> Answer:
        return asdict(await on_request(parse(body_of(req)), clients.current(), settings.current()))

    return await respond(req, answer)


@blueprint.route("api/failures/retry", methods=["POST"], auth_level=func.AuthLevel.FUNCTION)
async def retry_failures(req: func.HttpRequest) -> func.HttpResponse:
    """Send back what failed, as the body asks, and answer with the counts."""

    async def answer() -> Answer:
        return asdict(await retry(parse_retry(body_of(req)), clients.current(), settings.current()))

    return await respond(req, answer)
