"""Define the trigger: one message of the queue, which names one image."""

import logging

import azure.functions as func

from classify_image.invocation import handle
from cocoon.errors import CocoonError
from cocoon.telemetry import metrics
from cocoon.telemetry.log_events import correlated

blueprint = func.Blueprint()
logger = logging.getLogger(__name__)


@blueprint.service_bus_queue_trigger(arg_name="message", queue_name="%QUEUE_NAME%", connection="SERVICE_BUS")
async def classify_image(message: func.ServiceBusMessage, context: func.Context) -> None:
    """Label the image that the message names; returning completes the message, raising brings it back."""
    delivery = message.delivery_count or 1
    with correlated(message_id=message.message_id, delivery=delivery, invocation_id=context.invocation_id):
        try:
            await handle(message.get_body(), redelivered=delivery > 1)
        except CocoonError as error:
            logger.exception("message %s comes back", message.message_id)  # the host's log loses the cause
            metrics.record("cocoon.retries", kind=type(error).__name__)
            raise
