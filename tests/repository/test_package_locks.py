"""Each locked requirements file holds the pins of the .in file of its name."""

import re
from pathlib import Path

import pytest

from tests.kits.repository import ROOT

ENVIRONMENTS = ("dev", "checks", "lite2", "worker")
LOCKS = ["requirements", "requirements-full", *(f"environments/{name}" for name in ENVIRONMENTS)]


def pins(path: Path) -> set[tuple[str, str]]:
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", path.read_text(), re.MULTILINE)
    return {(name.lower().replace("_", "-").replace(".", "-"), version) for name, version in found}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_of_what_is_asked_for(name: str) -> None:
    asked, locked = pins(ROOT / f"{name}.in"), pins(ROOT / f"{name}.txt")
    assert asked
    assert asked - locked == set(), "make lock"


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_its_hashes(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text()
    blocks = re.split(r"\n(?=\S)", text)
    packages = [block for block in blocks if not block.startswith("#")]
    assert packages
    assert [block for block in packages if "--hash=sha256:" not in block] == []
    assert "://" not in text  # no registry's address


def test_what_is_deployed_is_what_is_tested() -> None:
    lite, full, dev = (pins(ROOT / f"{name}.txt") for name in LOCKS[:3])
    assert lite <= full <= dev


def test_what_is_deployed_by_default_stands_in_one_file_without_tensorflow() -> None:
    """Core Tools compare and copy requirements.txt alone; ``-r`` in it would lead to a file that is not there."""
    text = (ROOT / "requirements.txt").read_text()
    assert not re.search(r"^(-r|--requirement|-c|--constraint)\b", text, re.MULTILINE)
    assert "tensorflow" not in text
