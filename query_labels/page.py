"""Serve the dashboard's pages and assets, which ``make dashboard`` builds into ``static/``."""

import mimetypes
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from cocoon.http.headers import accepts_gzip, etag_of, is_unchanged
from query_labels.page_policy import page_policy

STATIC = Path(__file__).parent / "static"
PAGES = ("", "explore", "live", "graph", "failures")  # the routes of dashboard/src/app/App.tsx
_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")  # one segment, and never ".."

SECURITY = {
    "Content-Security-Policy": page_policy(),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
DOCS = "docs"  # the page about the API: Swagger UI, whose pictures are data: addresses
_FOR_EVER = "public, max-age=31536000, immutable"  # the name changes with the content
_ASK_AGAIN = "no-cache"


@dataclass(frozen=True, slots=True)
class SiteFile:
    """The response for a file of the site."""

    status: HTTPStatus
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def serve_page(
    name: str, accept_encoding: str = "", if_none_match: str = "", root: Path = STATIC, *, images: str = ""
) -> SiteFile:
    """Answer for a path of one segment: a page of the dashboard, or a file such as ``favicon.svg``.

    For an unknown page the dashboard says so, with status 404.

    :param images: the origin of the account from which the dashboard may show large originals.
    """
    if not (root / "index.html").is_file():
        return _text(HTTPStatus.NOT_FOUND, "The dashboard is not built: run 'make dashboard'. The API is below /api.\n")
    if "." in name:
        return _serve(root, name, accept_encoding, if_none_match, _ASK_AGAIN)
    if name == DOCS:
        docs = _serve(root, "docs.html", accept_encoding, if_none_match, _ASK_AGAIN)
        docs.headers["Content-Security-Policy"] = page_policy(data=True)
        return docs
    page = _serve(root, "index.html", accept_encoding, if_none_match if name in PAGES else "", _ASK_AGAIN)
    page.headers["Content-Security-Policy"] = page_policy(images)
    if name in PAGES:
        return page
    return SiteFile(HTTPStatus.NOT_FOUND, page.content_type, page.body, page.headers)


def serve_asset(name: str, accept_encoding: str = "", if_none_match: str = "", root: Path = STATIC) -> SiteFile:
    """Answer for ``assets/NAME``, which never changes: its name includes a hash of its content."""
    return _serve(root / "assets", name, accept_encoding, if_none_match, _FOR_EVER)


def _serve(folder: Path, name: str, accept_encoding: str, if_none_match: str, caching: str) -> SiteFile:
    path = folder / name
    if not _NAME.fullmatch(name) or name.endswith(".gz") or not path.is_file():
        return _text(HTTPStatus.NOT_FOUND, "There is no such file.\n")
    packed = folder / f"{name}.gz"
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding"} | SECURITY
    if accepts_gzip(accept_encoding) and packed.is_file():
        body = packed.read_bytes()
        headers["Content-Encoding"] = "gzip"
    else:
        body = path.read_bytes()
    headers["ETag"] = etag_of(body)
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    if is_unchanged(if_none_match, headers["ETag"]):
        headers.pop("Content-Encoding", None)
        return SiteFile(HTTPStatus.NOT_MODIFIED, content_type, b"", headers)
    return SiteFile(HTTPStatus.OK, content_type, body, headers)


def _text(status: HTTPStatus, text: str) -> SiteFile:
    return SiteFile(status, "text/plain; charset=utf-8", text.encode(), {"Cache-Control": _ASK_AGAIN} | SECURITY)
