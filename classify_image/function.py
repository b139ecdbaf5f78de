"""The trigger: one message of the queue is one image."""

import azure.functions as func

from classify_image.process import classifier
from cocoon import clients, settings

blueprint = func.Blueprint()


@blueprint.service_bus_queue_trigger(arg_name="message", queue_name="%QUEUE_NAME%", connection="SERVICE_BUS")
async def classify_image(message: func.ServiceBusMessage) -> None:
    """Label the image that the message names; returning completes the message, raising brings it back."""
    current = clients.current()
    image_classifier = await classifier(settings.current())
    await image_classifier.classify(message.get_body(), current.images_container, current.images)
