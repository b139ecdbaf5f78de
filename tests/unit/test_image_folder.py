"""A folder is looked at whole before anything of it is uploaded."""

import os
import sys
from pathlib import Path

import pytest

from cocoon.selection.selection import Selection
from local.image_folder import check_free_space, find


def test_files_are_found_in_order_and_hidden_ones_left_out(tmp_path: Path) -> None:
    for name in ("b.jpg", "a b/c.png", ".hidden.jpg", ".git/x.jpg", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert find(tmp_path, Selection()) == ["a b/c.png", "b.jpg", "notes.txt"]


def test_a_folder_without_images_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"is empty: it has no files, hidden ones left out. Put images into it"):
        find(tmp_path, Selection())
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(ValueError, match=r"has no images: of its 1 files, .* ends with one of \.arw \.avif"):
        find(tmp_path, Selection())


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes")
def test_names_that_no_blob_can_have_are_named_before_anything_is_uploaded(tmp_path: Path) -> None:
    for name in (b"\xff\xfe.jpg", b"bell\x07.jpg", b"fine.jpg"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x")
    with pytest.raises(ValueError, match=r"2 of the 3 files in .* cannot be uploaded, so none is") as caught:
        find(tmp_path, Selection())
    assert r"b'\xff\xfe.jpg' is not UTF-8" in str(caught.value)
    assert r"b'bell\x07.jpg' has a control character" in str(caught.value)
    str(caught.value).encode()


def test_a_disk_without_room_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jpg").write_text("x")
    check_free_space(tmp_path, ["a.jpg"], tmp_path)
    monkeypatch.setattr("local.image_folder.SPARE_BYTES", 2**60)
    with pytest.raises(ValueError, match=r"bytes free; the images of .* Nothing was uploaded. Make room"):
        check_free_space(tmp_path, ["a.jpg"], tmp_path)
