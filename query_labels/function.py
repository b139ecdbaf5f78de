"""The HTTP triggers that answer from the database."""

from collections.abc import Sequence

import azure.functions as func

from cocoon import clients, settings
from cocoon.responses import READ_METHODS, Answer, body_of, query_parameters, respond
from query_labels import health as health_of
from query_labels import openapi, pictures
from query_labels.clearing import clear
from query_labels.downloading import Wanted
from query_labels.graph import label_graph
from query_labels.image_address import ImageAddress
from query_labels.labels import count_failures, count_labels
from query_labels.query import parse_graph, parse_labels, parse_minutes, parse_none, parse_search
from query_labels.search import get_image, search_images
from query_labels.site import SiteFile, serve_asset, serve_page
from query_labels.stats import statistics

READING = func.AuthLevel.FUNCTION if settings.reading_needs_key() else func.AuthLevel.ANONYMOUS

blueprint = func.Blueprint()


@blueprint.route("api/search", methods=READ_METHODS, auth_level=READING)
async def search(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the images that have the labels asked for."""
    return await respond(req, lambda: search_images(clients.current(), parse_search(query_parameters(req))))


@blueprint.route("api/labels", methods=READ_METHODS, auth_level=READING)
async def labels(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the labels and how many images have each."""
    return await respond(
        req,
        lambda: count_labels(clients.current(), parse_labels(query_parameters(req))),
        allow=(*READ_METHODS, "DELETE"),
    )


@blueprint.route("api/labels", methods=["DELETE"], auth_level=func.AuthLevel.ADMIN)
async def clear_labels(req: func.HttpRequest) -> func.HttpResponse:
    """Remove all labels."""
    return await respond(req, lambda: clear(body_of(req), clients.current(), settings.current()))


@blueprint.route("api/images/{*path}", methods=READ_METHODS, auth_level=READING)
async def image(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the document of one image."""
    return await respond(req, lambda: get_image(clients.current(), settings.current(), _address(req, ())))


@blueprint.route("api/originals/{*path}", methods=READ_METHODS, auth_level=READING)
async def original(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with an image as it was uploaded."""
    return await respond(req, lambda: pictures.original(clients.current(), _address(req), _wanted(req)))


@blueprint.route("api/thumbnails/{*path}", methods=READ_METHODS, auth_level=READING)
async def thumbnail(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with an image's thumbnail."""
    return await respond(req, lambda: pictures.thumbnail(clients.current(), _address(req), _wanted(req)))


@blueprint.route("api/failures", methods=READ_METHODS, auth_level=READING)
async def failures(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the reasons for which images failed, and how many."""

    async def answer() -> Answer:
        parse_none(query_parameters(req))
        return await count_failures(clients.current())

    return await respond(req, answer)


@blueprint.route("api/stats", methods=READ_METHODS, auth_level=READING)
async def stats(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with how much is done, how fast, and how far the listings are."""
    return await respond(
        req, lambda: statistics(clients.current(), settings.current(), parse_minutes(query_parameters(req)))
    )


@blueprint.route("api/graph", methods=READ_METHODS, auth_level=READING)
async def graph(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the labels that occur together."""
    return await respond(req, lambda: label_graph(clients.current(), parse_graph(query_parameters(req))), "max-age=10")


@blueprint.route("api/live", methods=READ_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
async def live(req: func.HttpRequest) -> func.HttpResponse:
    """Answer 200 as long as the Python worker does."""
    return await respond(req, health_of.live, "no-store")


@blueprint.route("api/ready", methods=READ_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
async def ready(req: func.HttpRequest) -> func.HttpResponse:
    """Answer 200 if the app can take requests, 503 if its settings are not complete."""
    return await respond(req, health_of.ready, "no-store")


@blueprint.route("api/health", methods=READ_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
async def health(req: func.HttpRequest) -> func.HttpResponse:
    """Answer 200 if every dependency can be reached, 503 if one cannot."""
    return await respond(req, health_of.recent_health, "no-store")


@blueprint.route("api/openapi.json", methods=READ_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
async def describe(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the description of this API."""
    return await respond(req, openapi.document, "max-age=300")


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


def _address(req: func.HttpRequest, allowed: Sequence[str] = ("v",)) -> ImageAddress:
    path = str(req.route_params.get("path", ""))
    return ImageAddress.parse(settings.current().images_container, path, query_parameters(req), allowed)


def _wanted(req: func.HttpRequest) -> Wanted:
    get = req.headers.get
    return Wanted(req.method != "HEAD", get("range", ""), get("if-range", ""))


def _file(file: SiteFile) -> func.HttpResponse:
    return func.HttpResponse(
        file.body, status_code=file.status, headers={**file.headers, "Content-Type": file.content_type}
    )
