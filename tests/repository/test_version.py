"""The version is the same wherever it is stated, and the changelog has an entry for it."""

import re
import tomllib
from datetime import date

from tests.kits.repository import ROOT

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_it_is_a_semantic_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)


def test_the_newest_release_in_the_changelog_is_this_version() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
    version, _, day = headings[1].partition(" - ")
    assert version == VERSION
    assert date.fromisoformat(day)


def test_the_image_tag_is_this_version() -> None:
    manifest = (ROOT / "deploy/kubernetes/kustomization.yaml").read_text()
    assert re.findall(r'newTag: "(.+)"', manifest) == [VERSION]
