"""Which paths are images to label."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from cocoon.selection.by_products import BY_PRODUCTS
from cocoon.selection.path_patterns import PathPatterns
from cocoon.selection.selection import Reason, Selection, extension
from cocoon.settings.app_settings import from_environment
from query_labels.image_address import ImageAddress
from tests.kits.environments import REQUIRED

PARTS = st.sampled_from(["a", "b.jpg", "._1.jpg", "@eaDir", "x.lrdata", "#recycle", ".Trash-1000", "Thumbs.db", "é"])


@pytest.mark.parametrize(
    "path",
    [
        "._1.jpg",
        "a/b/._1.jpg",
        "a/@eaDir/1.jpg/SYNOPHOTO_THUMB_XL.jpg",
        "#recycle/1.jpg",
        "__MACOSX/a/1.jpg",
        "$RECYCLE.BIN/1.jpg",
        "a/Lightroom Previews.lrdata/1.jpg",
        "a/Mine.photoslibrary/resources/1.jpg",
    ],
)
def test_by_products_are_left_out_wherever_they_lie(path: str) -> None:
    assert Selection().left_out(path, "image/jpeg") is Reason.BY_PRODUCT
    assert Selection().left_out(f"deeper/{path}", "image/jpeg") is Reason.BY_PRODUCT


@pytest.mark.parametrize("path", ["a._1.jpg", "eaDir/1.jpg", "a/#1.jpg", "recycle/1.jpg", "@eaDir.jpg", "lrdata/1.jpg"])
def test_what_only_looks_like_one_is_not(path: str) -> None:
    assert Selection().left_out(path, None) is None


def test_patterns_are_those_of_a_gitignore() -> None:
    selection = Selection(
        excluded=PathPatterns.parse([*BY_PRODUCTS, "*.draft.jpg", "/2019/", "a/**/small/", "!._keep.jpg"])
    )
    found = {
        path: selection.left_out(path, None)
        for path in (
            "x/1.draft.jpg",
            "2019/1.jpg",
            "x/2019/1.jpg",
            "a/b/c/small/1.jpg",
            "a/small/1.jpg",
            "x/._keep.jpg",
        )
    }
    assert [path for path, reason in found.items() if reason is None] == ["x/2019/1.jpg", "x/._keep.jpg"]
    assert {reason for reason in found.values() if reason} == {Reason.EXCLUDED}


@pytest.mark.slow
@given(st.lists(PARTS, min_size=1, max_size=4).map("/".join))
def test_one_expression_finds_what_pathspec_finds(path: str) -> None:
    lines = [*BY_PRODUCTS, "b*", "!b.jpg", "/a/", "a/**/b.jpg"]
    assert (PathPatterns.parse(lines).match(path) is not None) == GitIgnoreSpec.from_lines(lines).match_file(path)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("#private/", "comment"),
        ("/", "matches nothing"),
        ("!", "EXCLUDED_PATTERNS has '!'"),
        ("*a*b*c*", "more than 3 stars"),
    ],
)
def test_a_pattern_that_is_none_is_a_settings_error(lines: str, problem: str) -> None:
    with pytest.raises(Exception, match="EXCLUDED_PATTERNS") as caught:
        from_environment(REQUIRED | {"EXCLUDED_PATTERNS": f"*.tmp,{lines}"})
    assert problem in str(caught.value)


@pytest.mark.slow
def test_no_name_takes_long() -> None:
    selection = Selection(excluded=PathPatterns.parse([*BY_PRODUCTS, "*a*a*b", "**/x/**/y/*"]))
    started = time.process_time()
    for path in ("a" * 1000, "a/" * 500, "x/" * 500, "._" * 500):
        selection.left_out(path, None)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.JPG", ".JPG"),
        ("a.b/c", ""),
        (".jpg", ""),
        ("a/.hidden.jpg", ".jpg"),
        ("..jpg", ""),
        ("a.", ""),
        ("a/b.c/", ""),
    ],
)
def test_extensions(path: str, expected: str) -> None:
    assert extension(path) == expected


@pytest.mark.parametrize("path", ["x%2F..%2F..%2Fother/secret.jpg", "x\\..\\..\\other\\secret.jpg", "..%2fother/s.jpg"])
def test_no_address_leads_out_of_the_container(path: str) -> None:
    address = ImageAddress.parse("images", path, [])
    assert all(".." not in each.split("/") for each in address.paths)
