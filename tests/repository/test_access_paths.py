"""The access paths: each is a beginning of its index, and docs/reference/access-paths.md has them all."""

from collections import Counter

import pytest

from cocoon.services.access_paths.access_path import AccessPath
from cocoon.services.access_paths.table import ALL_PATHS
from contract import access_paths
from tests.kits.access_rules import flaws


@pytest.mark.parametrize("path", ALL_PATHS, ids=lambda path: f"{path.collection}: {path.name}")
def test_each_is_a_beginning_of_its_index(path: AccessPath) -> None:
    assert list(flaws(path)) == []


def test_each_has_a_name_of_its_own() -> None:
    names = Counter((path.collection, path.command, path.name) for path in ALL_PATHS)
    assert [name for name, count in names.items() if count > 1] == []


def test_the_document_has_them_all() -> None:
    assert access_paths.PATH.read_text("utf-8") == access_paths.text(), "make contract"
