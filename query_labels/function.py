"""Define the HTTP triggers of the routes that read."""

from collections.abc import Sequence

import azure.functions as func

from cocoon.errors import SettingsError
from cocoon.http.endpoint import endpoint
from cocoon.http.query_parameters import Parameters, expect_no_parameters
from cocoon.http.requests import query_of
from cocoon.http.responses import READ_METHODS, Content, Unavailable
from cocoon.services import clients
from cocoon.settings import app_settings
from query_labels import openapi, probes
from query_labels.completion.answer import Completions, find_completions
from query_labels.completion.completion_request import parse_completion
from query_labels.completion.sources import sources_of
from query_labels.covers.covers_request import parse_folders_in, parse_labels_below
from query_labels.covers.folder_covers import FolderCovers, folder_covers
from query_labels.covers.label_covers import LabelCovers, label_covers
from query_labels.image_address import ImageAddress
from query_labels.image_lookup import get_image
from query_labels.page import SiteFile, serve_asset, serve_page
from query_labels.page_policy import account_origin
from query_labels.pictures import content
from query_labels.pictures.blob_content import Wanted
from query_labels.pictures.shrink_jpeg import parse_side
from query_labels.probes import Health, Probe
from query_labels.search.presentation import PublicImage
from query_labels.search.results import SearchResult, search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import CountStore, store_of
from query_labels.statistics.label_counts import FailureCounts, LabelCounts, count_failures, count_labels
from query_labels.statistics.label_details import LabelDetails, find_label
from query_labels.statistics.label_graph import Graph, label_graph
from query_labels.statistics.overview import Statistics, statistics
from query_labels.statistics.statistics_request import parse_graph, parse_labels, parse_minutes
from query_labels.thesaurus.source import ThesaurusSource, source_of

READING = func.AuthLevel.FUNCTION if app_settings.reading_needs_key() else func.AuthLevel.ANONYMOUS

blueprint = func.Blueprint()


@blueprint.route("api/search", methods=READ_METHODS, auth_level=READING)
@endpoint()
async def search(req: func.HttpRequest) -> SearchResult:
    """Answer with the images that have the requested labels."""
    query = parse_search(query_of(req))
    return await search_images(clients.current(), _counts(), _source(), query)


@blueprint.route("api/labels", methods=READ_METHODS, auth_level=READING)
@endpoint(allow=(*READ_METHODS, "DELETE"))
async def labels(req: func.HttpRequest) -> LabelCounts:
    """Answer with the labels and the number of images of each."""
    query = parse_labels(query_of(req))
    return await count_labels(_counts(), await _source().thesaurus(), query)


@blueprint.route("api/labels/{name}", methods=READ_METHODS, auth_level=READING)
@endpoint()
async def label(req: func.HttpRequest) -> LabelDetails:
    """Answer with one label, how it is related, and the number of its images."""
    expect_no_parameters(query_of(req))
    name = str(req.route_params.get("name", ""))
    return await find_label(_counts(), _source(), name)


@blueprint.route("api/covers", methods=READ_METHODS, auth_level=READING)
@endpoint(cache_control="max-age=10")
async def covers(req: func.HttpRequest) -> LabelCovers:
    """Answer with the labels below one, and a picture of each."""
    query = parse_labels_below(query_of(req))
    return await label_covers(clients.current(), _counts(), await _source().thesaurus(), query)


@blueprint.route("api/folders", methods=READ_METHODS, auth_level=READING)
@endpoint(cache_control="max-age=30")
async def folders(req: func.HttpRequest) -> FolderCovers:
    """Answer with the folders in one, and a picture of each."""
    return await folder_covers(clients.current(), parse_folders_in(query_of(req)))


@blueprint.route("api/completions", methods=READ_METHODS, auth_level=READING)
@endpoint()
async def completions(req: func.HttpRequest) -> Completions:
    """Answer with what completes a typed text."""
    query = parse_completion(query_of(req))
    sources = sources_of(clients.current())
    return await find_completions(_counts(), sources.words, sources.recent, query)


@blueprint.route("api/images/{*path}", methods=READ_METHODS, auth_level=READING)
@endpoint()
async def image(req: func.HttpRequest) -> PublicImage:
    """Answer with one image."""
    address = _address(req, ())
    return await get_image(clients.current(), app_settings.current(), await _source().thesaurus(), address)


@blueprint.route("api/originals/{*path}", methods=READ_METHODS, auth_level=READING)
@endpoint()
async def original(req: func.HttpRequest) -> Content:
    """Answer with an image as it was uploaded."""
    address, wanted = _address(req, ("v", "download")), _wanted(req)
    return await content.original(clients.current(), address, wanted, as_file=_is_download(req))


@blueprint.route("api/thumbnails/{*path}", methods=READ_METHODS, auth_level=READING)
@endpoint()
async def thumbnail(req: func.HttpRequest) -> Content:
    """Answer with an image's thumbnail."""
    address, wanted, side = _address(req, ("v", "side")), _wanted(req), parse_side(query_of(req))
    return await content.thumbnail(clients.current(), address, wanted, side)


@blueprint.route("api/failures", methods=READ_METHODS, auth_level=READING)
@endpoint()
async def failures(req: func.HttpRequest) -> FailureCounts:
    """Answer with the reasons for failures and the number of images of each."""
    expect_no_parameters(query_of(req))
    return await count_failures(_counts())


@blueprint.route("api/stats", methods=READ_METHODS, auth_level=READING)
@endpoint()
async def stats(req: func.HttpRequest) -> Statistics:
    """Answer with the totals, the rate, the cost, and the progress of the listings."""
    minutes = parse_minutes(query_of(req))
    return await statistics(clients.current(), app_settings.current(), _counts(), minutes)


@blueprint.route("api/graph", methods=READ_METHODS, auth_level=READING)
@endpoint(cache_control="max-age=10")
async def graph(req: func.HttpRequest) -> Graph:
    """Answer with the labels that occur together."""
    query = parse_graph(query_of(req))
    return await label_graph(clients.current(), await _source().thesaurus(), query)


@blueprint.route("api/live", methods=READ_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(cache_control="no-store")
async def live(req: func.HttpRequest) -> Probe:  # noqa: ARG001 - the trigger's argument
    """Answer 200 as long as the Python worker runs."""
    return await probes.live()


@blueprint.route("api/ready", methods=READ_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(cache_control="no-store")
async def ready(req: func.HttpRequest) -> Probe | Unavailable:  # noqa: ARG001 - the trigger's argument
    """Answer 200 if the app can take requests, 503 if its settings are incomplete."""
    return await probes.ready()


@blueprint.route("api/health", methods=READ_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(cache_control="no-store")
async def health(req: func.HttpRequest) -> Health | Unavailable:  # noqa: ARG001 - the trigger's argument
    """Answer 200 if every dependency can be reached, 503 if one cannot."""
    return await probes.recent_health()


@blueprint.route("api/openapi.json", methods=READ_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(cache_control="max-age=300")
async def describe(req: func.HttpRequest) -> dict[str, object]:  # noqa: ARG001 - the trigger's argument
    """Answer with the description of this API."""
    return await openapi.document()


@blueprint.route("{page?}", methods=["GET", "HEAD"], auth_level=func.AuthLevel.ANONYMOUS)
def page(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with the dashboard, or with a file next to it."""
    get = req.headers.get
    name = req.route_params.get("page", "")
    return _file(serve_page(name, get("accept-encoding", ""), get("if-none-match", ""), images=_images_origin()))


@blueprint.route("assets/{name}", methods=["GET", "HEAD"], auth_level=func.AuthLevel.ANONYMOUS)
def asset(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with one of the dashboard's scripts or styles."""
    get = req.headers.get
    name = req.route_params.get("name", "")
    return _file(serve_asset(name, get("accept-encoding", ""), get("if-none-match", "")))


def _counts() -> CountStore:
    return store_of(clients.current())


def _source() -> ThesaurusSource:
    return source_of(clients.current())


def _address(req: func.HttpRequest, allowed: Sequence[str] = ("v",)) -> ImageAddress:
    path = str(req.route_params.get("path", ""))
    return ImageAddress.parse(app_settings.current().images_container, path, query_of(req), allowed)


def _wanted(req: func.HttpRequest) -> Wanted:
    get = req.headers.get
    return Wanted(req.method != "HEAD", get("range", ""), get("if-range", ""))


def _images_origin() -> str:
    """Return the origin of the images' account; none while the settings are incomplete, when the page says so."""
    try:
        return account_origin(app_settings.current().images_storage)
    except SettingsError:
        return ""


def _is_download(req: func.HttpRequest) -> bool:
    parameters = Parameters(query_of(req), ("v", "download", "id"))
    return parameters.choice("download", ("true", "false")) == "true"


def _file(file: SiteFile) -> func.HttpResponse:
    return func.HttpResponse(
        file.body, status_code=file.status, headers={**file.headers, "Content-Type": file.content_type}
    )
