"""The pages that the app serves are those of the dashboard."""

from query_labels.page import PAGES
from tests.kits.repository import ROOT


def test_the_pages_are_those_of_the_dashboard() -> None:
    routes = (ROOT / "dashboard/src/app/App.tsx").read_text()
    assert [page for page in PAGES if f'path="/{page}"' not in routes] == []
