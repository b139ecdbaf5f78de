"""No symbolic link is committed: it would lead to a folder of the machine on which it was made."""

import subprocess

import pytest

from tests.kits.repository import ROOT

LINK = "120000"  # the mode that Git gives a symbolic link


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="These are the project's files without its history.")
def test_no_symbolic_link_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert listed.stdout
    assert [line for line in listed.stdout.splitlines() if line.startswith(LINK)] == []
