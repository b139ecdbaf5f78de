"""Every link inside the documentation leads somewhere, and every `make` target that it names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "local/servicebus").glob("*.md")])


def anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_alerts_lead_to_what_is_to_be_done() -> None:
    text = "".join(path.read_text() for path in (ROOT / "infra/modules").glob("alerts-*.bicep"))
    links = re.findall(r"(docs/\w+\.md)#([\w-]+)'", text)
    assert len(links) == 14
    for path, anchor in links:
        assert anchor in anchors(ROOT / path), anchor


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([\w./-]+)(?: [^:=]*)?:(?!=)", makefile, re.MULTILINE))
    targets |= set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())  # type: ignore[index]
    text = page.read_text()
    code = re.findall(r"`(make[^`]*)`", text) + re.findall(r"^((?:[\w=./-]+ )*make .*)$", text, re.MULTILINE)
    for command in code:
        words = re.sub(r"#.*|[\"'].*", "", command).split()
        asked = [each for each in words[words.index("make") + 1 :] if re.fullmatch(r"[a-z]+|\.setup/\w+", each)]
        assert set(asked) <= targets, f"{page.name}: {command}"
