"""Define the triggers: two timers, ``POST /api/enqueue`` and ``POST /api/failures/retry``."""

import logging

import azure.functions as func

from cocoon.errors import CocoonError
from cocoon.http.endpoint import endpoint
from cocoon.http.requests import body_of
from cocoon.services import clients
from cocoon.settings import app_settings
from enqueue_blobs.enqueue_request import EnqueueResult, on_request
from enqueue_blobs.queue_age import record_queue_age
from enqueue_blobs.request_bodies import parse_enqueue, parse_retry
from enqueue_blobs.resending import RetryResult, resend
from enqueue_blobs.timer_tick import continue_listings, on_tick

blueprint = func.Blueprint()
logger = logging.getLogger(__name__)


@blueprint.timer_trigger(arg_name="timer", schedule="%ENQUEUE_SCHEDULE%", run_on_startup=False)
async def enqueue_on_timer(timer: func.TimerRequest) -> None:
    """Enqueue the new blobs of the container."""
    if timer.past_due:
        logger.info("the timer is past due")
    try:
        await on_tick(clients.current(), app_settings.current())
    except CocoonError:
        logger.exception("the next tick tries again")  # the host's log loses the cause
        raise


@blueprint.timer_trigger(arg_name="timer", schedule="30 */5 * * * *", run_on_startup=False)
async def watch_queue(timer: func.TimerRequest) -> None:  # noqa: ARG001 - the trigger's argument
    """Record how long the oldest message has waited, and continue listings, regardless of ENQUEUE_SCHEDULE."""
    try:
        await record_queue_age(clients.current().queue_receiver)
    except CocoonError:
        logger.exception("the queue's age is not known")
        raise
    finally:  # a queue that fails does not stop the listings
        await _continue_listings()


async def _continue_listings() -> None:
    try:
        await continue_listings(clients.current(), app_settings.current())
    except CocoonError:
        logger.exception("the listings go on with the next tick")
        raise


@blueprint.route("api/enqueue", methods=["POST"], auth_level=func.AuthLevel.FUNCTION)
@endpoint()
async def enqueue_on_request(req: func.HttpRequest) -> EnqueueResult:
    """Enqueue what the body asks for, and answer with the counts."""
    request = parse_enqueue(body_of(req))
    return await on_request(request, clients.current(), app_settings.current())


@blueprint.route("api/failures/retry", methods=["POST"], auth_level=func.AuthLevel.FUNCTION)
@endpoint()
async def retry_failures(req: func.HttpRequest) -> RetryResult:
    """Send failed images and dead letters again, as the body asks, and answer with the counts."""
    request = parse_retry(body_of(req))
    return await resend(request, clients.current(), app_settings.current().images_container)
