"""Unit tests start no process and read no file of the repository; no test imports another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kits.repository import ROOT

TESTS = ROOT / "tests"
MODULES = sorted(TESTS.rglob("*.py"))
UNIT = [path for path in MODULES if path.is_relative_to(TESTS / "unit")]
PROCESSES = ("subprocess", "multiprocessing", "tests.kits.serving", "tests.kits.running_host", "tests.kits.validators")
FILES = ("tests.kits.repository", "local.configuration.TEMPLATE")
STARTERS = {"os.system", "os.popen", "os.fork", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"}


def imports(path: Path) -> Iterator[str]:
    """Yield each module, and each name, that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def attributes(path: Path) -> Iterator[str]:
    """Yield each attribute of a name, such as ``os.fork``, that a file uses."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def name(path: Path) -> str:
    return str(path.relative_to(TESTS))


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("path", UNIT, ids=name)
def test_a_unit_test_starts_no_process(path: Path) -> None:
    assert [module for module in imports(path) if any(is_in(module, each) for each in PROCESSES)] == []
    assert STARTERS.isdisjoint(attributes(path))


@pytest.mark.parametrize("path", UNIT, ids=name)
def test_a_unit_test_reads_no_file_of_the_repository(path: Path) -> None:
    """Sample images and settings come from the kits."""
    assert [module for module in imports(path) if any(is_in(module, each) for each in FILES)] == []
    names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    assert "__file__" not in names


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_test_imports_another(path: Path) -> None:
    assert [module for module in imports(path) if module.startswith("tests.") and ".test_" in module] == []
