"""The keys by which a document is found besides its labels."""

import pytest

from cocoon.records.search_keys import MOST_FOLDERS, error_key, folder_key, folders_of, model_key
from tests.kits.documents import failed_document, labelled_document


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("a.jpg", []),
        ("a/b.jpg", ["a/"]),
        ("a/b/c.jpg", ["a/", "a/b/"]),
        ("a/b/", ["a/", "a/b/"]),
        ("/a.jpg", ["/"]),
        ("a//b.jpg", ["a/", "a//"]),
    ],
)
def test_folders(path: str, folders: list[str]) -> None:
    assert list(folders_of(path)) == folders


def test_a_deep_path_has_its_outermost_folders() -> None:
    folders = folders_of("x/" * 200 + "a.jpg")
    assert (len(folders), folders[0], folders[-1]) == (MOST_FOLDERS, "x/", "x/" * MOST_FOLDERS)


def test_keys_of_documents() -> None:
    models = [model_key("net"), model_key("net", "1")]
    assert labelled_document("images", "a/b.jpg")["search_keys"] == sorted([folder_key("a/"), *models])
    failed = failed_document("images", "b.jpg", "image_damaged")
    assert failed["search_keys"] == sorted([error_key("image_damaged"), *models])
