"""The HTTP triggers that answer from the database."""

from collections.abc import Mapping

import azure.functions as func

from cocoon import clients, settings
from cocoon.errors import SettingsError
from cocoon.responses import query_parameters, respond
from query_labels.health import check_health, unconfigured
from query_labels.query import parse_labels, parse_search
from query_labels.search import count_labels, get_image, search_images
from query_labels.site import SiteFile, serve_asset, serve_page
from query_labels.stats import statistics

blueprint = func.Blueprint()


@blueprint.route("api/search", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def search(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the images that have the labels asked for."""

    async def answer() -> Mapping[str, object]:
        return await search_images(clients.current().images, parse_search(query_parameters(req)))

    return await respond(answer())


@blueprint.route("api/labels", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def labels(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the labels and how many images have each."""

    async def answer() -> Mapping[str, object]:
        return await count_labels(clients.current().images, parse_labels(query_parameters(req)))

    return await respond(answer())


@blueprint.route("api/images/{*path}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def image(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the document of one image."""

    async def answer() -> Mapping[str, object]:
        container = settings.current().images_container
        return await get_image(clients.current().images, container, req.route_params.get("path", ""))

    return await respond(answer())


@blueprint.route("api/stats", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def stats(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001 - the trigger's argument
    """Answer with how much is done, and how far the listings are."""

    async def answer() -> Mapping[str, object]:
        return await statistics(clients.current(), settings.current().images_container)

    return await respond(answer())


@blueprint.route("api/health", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def health(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001 - the trigger's argument
    """Answer 200 if every dependency can be reached, 503 if one cannot."""

    async def answer() -> Mapping[str, object]:
        try:
            current = settings.current()
        except SettingsError as error:
            return unconfigured(error)
        return await check_health(clients.current(), current)

    return await respond(answer())


@blueprint.route("{page?}", methods=["GET", "HEAD"], auth_level=func.AuthLevel.ANONYMOUS)
def page(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the dashboard, or with a file that stands beside it."""
    get = req.headers.get
    name = req.route_params.get("page", "")
    return _file(serve_page(name, get("accept-encoding", ""), get("if-none-match", "")))


@blueprint.route("assets/{name}", methods=["GET", "HEAD"], auth_level=func.AuthLevel.ANONYMOUS)
def asset(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with one of the dashboard's scripts or styles."""
    get = req.headers.get
    name = req.route_params.get("name", "")
    return _file(serve_asset(name, get("accept-encoding", ""), get("if-none-match", "")))


def _file(file: SiteFile) -> func.HttpResponse:
    return func.HttpResponse(
        file.body, status_code=file.status, headers={**file.headers, "Content-Type": file.content_type}
    )
