"""A package's docstring is its map: it names every module and every package in it."""

from pathlib import Path

import pytest

from tests.kits.repository import ROOT

ROOMS = (
    "cocoon",
    "enqueue_blobs",
    "classify_image",
    "query_labels",
    "edit_labels",
    "recount_labels",
    "local",
    "benchmarks",
    "contract",
    "deploy",
    "models",
    "tests/kits",
)
OWN_TEST = ROOT / "local/servicebus"  # a package of its own
PACKAGES = sorted(
    path.parent for room in ROOMS for path in (ROOT / room).rglob("__init__.py") if OWN_TEST not in path.parents
)


def names_in(package: Path) -> set[str]:
    modules = {f"``{path.stem}``" for path in package.glob("*.py") if not path.stem.startswith("__")}
    return modules | {f"``{path.parent.name}/``" for path in package.glob("*/__init__.py")}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_map_names_every_module(package: Path) -> None:
    text = (package / "__init__.py").read_text()
    assert {name for name in names_in(package) if name not in text} == set()
