"""Define the HTTP trigger ``DELETE /api/labels``."""

import azure.functions as func

from cocoon.http.endpoint import endpoint
from cocoon.http.requests import body_of
from cocoon.services import clients
from cocoon.settings import app_settings
from edit_labels.clearing import ClearLabelsResult, clear
from edit_labels.confirmation import expect_confirmation

blueprint = func.Blueprint()


@blueprint.route("api/labels", methods=["DELETE"], auth_level=func.AuthLevel.ADMIN)
@endpoint()
async def clear_labels(req: func.HttpRequest) -> ClearLabelsResult:
    """Remove all labels."""
    settings = app_settings.current()
    expect_confirmation(body_of(req), settings.database_name)
    return await clear(clients.current(), settings.images_container)
