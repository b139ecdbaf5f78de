"""Unit tests start no process and read no file of the repository; no test imports another."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.kits.repository import ROOT

TESTS = ROOT / "tests"
UNIT = sorted((TESTS / "unit").rglob("*.py"))
PROCESSES = ("subprocess", "multiprocessing", "tests.kits.serving", "tests.kits.running_host", "tests.kits.validators")
STARTERS = {"os.system", "os.popen", "os.fork", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"}
FILES = ("tests.kits.repository", "local.configuration.TEMPLATE")  # samples and settings come from other kits


def imports(path: Path) -> Iterator[str]:
    """Yield each module, and each name of one, that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def names(path: Path) -> Iterator[str]:
    """Yield each name, and each attribute of a name such as ``os.fork``, that a file uses."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def is_in(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_unit_tests_start_no_process() -> None:
    assert UNIT
    assert [path for path in UNIT if any(is_in(module, *PROCESSES) for module in imports(path))] == []
    assert [path for path in UNIT if STARTERS.intersection(names(path))] == []


def test_unit_tests_read_no_file_of_the_repository() -> None:
    assert [path for path in UNIT if any(is_in(module, *FILES) for module in imports(path))] == []
    assert [path for path in UNIT if "__file__" in names(path)] == []


def test_no_test_imports_another() -> None:
    modules = TESTS.rglob("*.py")
    offenders = [path for path in modules if any(is_in(each, "tests") and ".test_" in each for each in imports(path))]
    assert offenders == []
