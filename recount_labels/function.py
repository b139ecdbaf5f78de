"""Define the trigger: a timer."""

import logging

import azure.functions as func

from cocoon.errors import CocoonError
from cocoon.services import clients
from cocoon.settings import app_settings
from recount_labels.tick import RecountTick

blueprint = func.Blueprint()
logger = logging.getLogger(__name__)


@blueprint.timer_trigger(arg_name="timer", schedule="45 */5 * * * *", run_on_startup=False)
async def recount_on_timer(timer: func.TimerRequest) -> None:  # noqa: ARG001 - the trigger's argument
    """Correct the totals if that is due, and complete documents of earlier versions."""
    try:
        await RecountTick(clients.current(), app_settings.current().images_container).run()
    except CocoonError:
        logger.exception("the recount goes on with the next tick")  # the host's log loses the cause
        raise
