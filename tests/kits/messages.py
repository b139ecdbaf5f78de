"""Bodies of queue messages: our own, and those of Event Grid."""

import json

from cocoon.records.message import ImageMessage
from cocoon.settings.app_settings import Settings

EVENT_GRID, CLOUD_EVENTS = "EventGridSchema", "CloudEventSchemaV1_0"  # as a subscription names them


def message_body(settings: Settings, path: str, etag: str | None = None) -> bytes:
    """Return the message that asks for an image of the configured container."""
    return ImageMessage(settings.images_container, path, etag).encode().encode()


def event(
    kind: str, container: str = "images", path: str | None = None, schema: str = EVENT_GRID, **data: object
) -> bytes:
    """Return an event of Blob Storage, such as ``BlobCreated``; without a path it has no subject."""
    name = f"Microsoft.Storage.{kind}"
    envelope = {"type": name, "specversion": "1.0"} if schema == CLOUD_EVENTS else {"eventType": name}
    subject = {} if path is None else {"subject": f"/blobServices/default/containers/{container}/blobs/{path}"}
    return json.dumps(envelope | subject | {"data": data}).encode()
