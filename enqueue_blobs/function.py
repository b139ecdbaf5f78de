"""The triggers: a timer, and ``POST /api/enqueue``."""

import logging
from collections.abc import Mapping
from dataclasses import asdict

import azure.functions as func

from cocoon import clients
from cocoon.errors import CocoonError
from cocoon.responses import respond
from enqueue_blobs.enqueue import enqueue
from enqueue_blobs.request import EnqueueRequest, parse

blueprint = func.Blueprint()
logger = logging.getLogger(__name__)


@blueprint.timer_trigger(arg_name="timer", schedule="%ENQUEUE_SCHEDULE%", run_on_startup=False)
async def enqueue_on_timer(timer: func.TimerRequest) -> None:
    """Enqueue what is new in the container."""
    if timer.past_due:
        logger.info("the timer is past due")
    try:
        await _enqueue(EnqueueRequest())
    except CocoonError:
        logger.exception("the next tick tries again")  # the host's log loses the cause
        raise


@blueprint.route("enqueue", methods=["POST"], auth_level=func.AuthLevel.FUNCTION)
async def enqueue_on_request(req: func.HttpRequest) -> func.HttpResponse:
    """Enqueue what the body asks for, and answer with the counts."""

    async def answer() -> Mapping[str, object]:
        return await _enqueue(parse(req.get_body()))

    return await respond(answer())


async def _enqueue(request: EnqueueRequest) -> dict[str, object]:
    current = clients.current()
    sender = current.queue_sender()
    try:
        result = await enqueue(request, current.images_container, current.images, sender)
    finally:
        await sender.close()
    logger.info("listed %d blobs, enqueued %d, skipped %d", result.listed, result.enqueued, result.skipped)
    return asdict(result)
