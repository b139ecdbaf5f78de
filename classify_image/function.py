"""The trigger: one message of the queue is one image."""

import logging

import azure.functions as func

from classify_image.process import classify
from cocoon.errors import CocoonError

blueprint = func.Blueprint()
logger = logging.getLogger(__name__)


@blueprint.service_bus_queue_trigger(arg_name="message", queue_name="%QUEUE_NAME%", connection="SERVICE_BUS")
async def classify_image(message: func.ServiceBusMessage) -> None:
    """Label the image that the message names; returning completes the message, raising brings it back."""
    try:
        await classify(message.get_body(), redelivered=(message.delivery_count or 1) > 1)
    except CocoonError:
        logger.exception("message %s comes back", message.message_id)  # the host's log loses the cause
        raise
