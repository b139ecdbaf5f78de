"""Say why a requested image has no document."""

from azure.core.exceptions import AzureError
from azure.storage.blob.aio import ContainerClient

from cocoon.errors import CocoonError, NotFoundError, PermanentError
from cocoon.records.failure_codes import CODES_OF_ABSENCE
from cocoon.services.storage_errors import blob_errors
from cocoon.settings.app_settings import Settings
from query_labels.image_address import ImageAddress

NO_BLOB, WAITING, OUTSIDE = "no_blob", "waiting", "outside_prefixes"


async def unknown_image(address: ImageAddress, container: ContainerClient, settings: Settings) -> NotFoundError:
    """Return the error that says why an image has no document, as far as the account knows."""
    known_so_far = f"No image {address.named!r} has been looked at"
    error = NotFoundError(f"{known_so_far}.")
    for path in address.paths:
        error = await _of_path(path, known_so_far, container, settings)
        if error.members.get("reason") != NO_BLOB:
            break
    return error


async def _of_path(path: str, known_so_far: str, container: ContainerClient, settings: Settings) -> NotFoundError:
    try:
        with blob_errors(path):
            properties = await container.get_blob_client(path).get_blob_properties()
    except PermanentError as error:
        if error.code not in CODES_OF_ABSENCE:
            return NotFoundError(f"{known_so_far}: {error}", reason=error.code)
        text = f"{known_so_far}: the container {container.container_name!r} has no such blob."
        return NotFoundError(text, reason=NO_BLOB)
    except (AzureError, CocoonError):
        return NotFoundError(f"{known_so_far}.")
    reason = settings.selection.left_out_of(properties)
    if reason is None and not path.startswith(settings.enqueue_prefixes):
        text = f"{known_so_far}: ENQUEUE_PREFIXES has no prefix of its name. POST /api/enqueue looks for it."
        return NotFoundError(text, reason=OUTSIDE)
    if reason is None:
        text = (
            f"{known_so_far} yet: it waits for the next listing, or in the queue. POST /api/enqueue looks for it now."
        )
        return NotFoundError(text, reason=WAITING)
    return NotFoundError(f"{known_so_far}: {reason.explanation}.", reason=reason)
