"""The documents: links lead somewhere, `make` targets exist, the index is whole, what was not run is in one place."""

import re
from pathlib import Path

import pytest

from tests.kits.repository import ROOT

DOCUMENTS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *DOCUMENTS, *(ROOT / "local/servicebus").glob("*.md")])
INDEX = ROOT / "docs/README.md"
NOT_RUN = ROOT / "docs/reference/not-run.md"
STAND_IN = ROOT / "local/servicebus/README.md"  # of a package of its own
UNPROVEN = r"\b(?<!do )(?<!does )(never|not) (been )?(run|tried|tested|measured)\b|\buntested\b"


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def targets(page: Path) -> list[tuple[str, Path, str]]:
    """Each relative link of a page, with the file and the anchor that it leads to."""
    text = page.read_text()
    links = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'<img src="([^"]+)"', text)
    parts = [(link, *link.partition("#")[::2]) for link in links if "://" not in link]
    return [(link, (page.parent / path).resolve() if path else page, anchor) for link, path, anchor in parts]


def anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for link, target, anchor in targets(page):
        assert target.exists(), f"{name(page)}: {link}"
        assert not anchor or anchor in anchors(target), f"{name(page)}: {link}"


def test_the_index_links_every_document() -> None:
    linked = {target for _, target, _ in targets(INDEX)}
    assert [name(page) for page in DOCUMENTS if page not in linked | {INDEX}] == []


def test_the_readme_fits_two_screens() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 120


def test_one_document_lists_what_was_not_run() -> None:
    """Other documents mention it only in a sentence that links there; the changelog may tell history."""
    for page in PAGES:
        if page in (NOT_RUN, ROOT / "CHANGELOG.md", STAND_IN):
            continue
        for line in page.read_text().splitlines():
            if re.search(UNPROVEN, line, re.IGNORECASE):
                assert "not-run.md" in line, f"{name(page)}: {line}"


def test_alerts_lead_to_what_is_to_be_done() -> None:
    text = "".join(path.read_text() for path in (ROOT / "infra/modules").glob("alerts-*.bicep"))
    links = re.findall(r"(docs/[\w/-]+\.md)#([\w-]+)'", text)
    assert len(links) == 14
    for path, anchor in links:
        assert anchor in anchors(ROOT / path), anchor


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    known = set(re.findall(r"^([\w./-]+)(?: [^:=]*)?:(?!=)", makefile, re.MULTILINE))
    known |= set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())  # type: ignore[index]
    text = page.read_text()
    code = re.findall(r"`(make[^`]*)`", text) + re.findall(r"^((?:[\w=./-]+ )*make .*)$", text, re.MULTILINE)
    for command in code:
        words = re.sub(r"#.*|[\"'].*", "", command).split()
        asked = [each for each in words[words.index("make") + 1 :] if re.fullmatch(r"[a-z]+|\.setup/\w+", each)]
        assert set(asked) <= known, f"{name(page)}: {command}"
