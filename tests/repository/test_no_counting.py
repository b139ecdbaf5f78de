"""No request and no timer asks the database to count: DocumentDB counts by reading, or estimates."""

import re

import pytest

from tests.kits.repository import ROOT

PACKAGES = ("cocoon", "enqueue_blobs", "classify_image", "query_labels", "edit_labels", "recount_labels")
COUNTING = re.compile(r"estimated_document_count|count_documents|\.aggregate\(|\.distinct\(|\$group|\$count")


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_counts(package: str) -> None:
    modules = sorted((ROOT / package).rglob("*.py"))
    assert modules
    assert [str(path) for path in modules if COUNTING.search(path.read_text("utf-8"))] == []
