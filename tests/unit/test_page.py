"""The pages of the dashboard, with their headers."""

import gzip
from http import HTTPStatus
from pathlib import Path

import pytest

from query_labels.page import PAGES, serve_asset, serve_page


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>")
    (folder / "index.html.gz").write_bytes(gzip.compress(b"<!doctype html>"))
    (folder / "favicon.svg").write_text("<svg/>")
    (folder / "assets/index-a1b2.js").write_text("1")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "secret.txt.gz").write_bytes(b"packed")
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_the_dashboard_and_is_asked_for_again(root: Path, name: str) -> None:
    page = serve_page(name, root=root)
    assert (page.status, page.content_type) == (HTTPStatus.OK, "text/html; charset=utf-8")
    assert page.headers["Cache-Control"] == "no-cache"
    again = serve_page(name, "", page.headers["ETag"], root)
    assert (again.status, again.body) == (HTTPStatus.NOT_MODIFIED, b"")


def test_an_unknown_page_is_the_dashboard_with_404(root: Path) -> None:
    page = serve_page("nothing", "", "*", root)
    assert (page.status, page.body) == (HTTPStatus.NOT_FOUND, b"<!doctype html>")


def test_what_the_client_takes_is_sent_compressed(root: Path) -> None:
    for accepted in ("gzip", "br, GZIP;q=0.5", "*"):
        page = serve_page("", accepted, root=root)
        assert (gzip.decompress(page.body), page.headers["Content-Encoding"]) == (b"<!doctype html>", "gzip")
    for refused in ("", "br", "gzip;q=0", "gzip; q=0.0"):
        page = serve_page("", refused, root=root)
        assert (page.body, page.headers.get("Content-Encoding")) == (b"<!doctype html>", None)
        assert page.headers["Vary"] == "Accept-Encoding"


def test_assets_are_kept_for_ever(root: Path) -> None:
    asset = serve_asset("index-a1b2.js", "gzip", root=root)
    assert (asset.status, asset.body, asset.content_type) == (HTTPStatus.OK, b"1", "text/javascript; charset=utf-8")
    assert "immutable" in asset.headers["Cache-Control"]


def test_nothing_inline_and_no_foreign_host_is_allowed_by_itself(root: Path) -> None:
    for file in (serve_page("", root=root), serve_page("favicon.svg", root=root), serve_asset("none.js", root=root)):
        policy = file.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert file.headers["X-Content-Type-Options"] == "nosniff"


ACCOUNT = "https://a.blob.core.windows.net"


@pytest.mark.parametrize("name", [*PAGES, "nothing"])
def test_pictures_alone_may_come_from_the_account(root: Path, name: str) -> None:
    policy = serve_page(name, root=root, images=ACCOUNT).headers["Content-Security-Policy"]
    assert [each for each in policy.split("; ") if ACCOUNT in each] == [f"img-src 'self' {ACCOUNT}"]


def test_a_page_that_has_not_changed_has_the_policy_too(root: Path) -> None:
    etag = serve_page("", root=root).headers["ETag"]
    again = serve_page("", "", etag, root, images=ACCOUNT)
    assert again.status == HTTPStatus.NOT_MODIFIED
    assert ACCOUNT in again.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name", ["../secret.txt", "..", ".", "", "a/../../secret.txt", "secret.txt.gz", "/etc/passwd", "a\0.js", ".hidden"]
)
def test_nothing_else_is_served(root: Path, name: str) -> None:
    assert serve_asset(name, root=root).status == HTTPStatus.NOT_FOUND
    if "." in name:
        assert serve_page(name, root=root).status == HTTPStatus.NOT_FOUND


def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    page = serve_page("", root=tmp_path)
    assert page.status == HTTPStatus.NOT_FOUND
    assert b"make dashboard" in page.body


def test_the_page_about_the_api_may_have_pictures_of_its_own(root: Path) -> None:
    (root / "docs.html").write_text("<!doctype html><title>API</title>")
    page = serve_page("docs", root=root)
    assert page.body.endswith(b"<title>API</title>")
    policy = page.headers["Content-Security-Policy"]
    assert "img-src 'self' data:" in policy
    assert "script-src 'self';" in policy
