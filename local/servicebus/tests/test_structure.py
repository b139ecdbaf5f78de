"""The package imports nothing from around it, and its modules import each other in one direction."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]
PROJECT = tomllib.loads((FOLDER / "pyproject.toml").read_text())
PACKAGES = [FOLDER, *sorted(path.parent for path in FOLDER.glob("*/__init__.py") if path.parent.name != "tests")]
MODULES = sorted(path for package in PACKAGES for path in package.glob("*.py"))
TESTS = sorted((FOLDER / "tests").glob("*.py"))
TESTED_WITH = {"azure", "hypothesis", "pytest", "pytest_asyncio"}


def name_of(path: Path) -> str:
    """Return a module's name without the package's, as in ``amqp.encoding``; the package itself has none."""
    parts = path.relative_to(FOLDER).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def absolute_imports(path: Path) -> Iterator[str]:
    """Yield the top-level names that a module imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]


def relative_imports(path: Path) -> Iterator[str]:
    """Yield the names of the modules of this package that a module imports."""
    names = {name_of(each) for each in (*MODULES, *TESTS)}
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.ImportFrom) or node.level == 0:
            continue
        folder = path.relative_to(FOLDER).parent.parts
        assert node.level <= len(folder) + 1, f"{path} imports from outside the package"
        base = [*folder[: len(folder) + 1 - node.level], *(node.module or "").split(".")]
        module = ".".join(part for part in base if part)
        for alias in node.names:
            submodule = f"{module}.{alias.name}" if module else alias.name
            yield submodule if submodule in names else module


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_the_package_and_what_it_declares(path: Path) -> None:
    declared = {dependency.partition(">")[0] for dependency in PROJECT["project"]["dependencies"]}
    assert set(absolute_imports(path)) <= declared | sys.stdlib_module_names
    assert "TYPE_CHECKING" not in path.read_text(), "an import for types only hides a circle"


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_the_tests_import_nothing_from_elsewhere(path: Path) -> None:
    assert set(absolute_imports(path)) <= TESTED_WITH | sys.stdlib_module_names
    list(relative_imports(path))  # asserts that none leads out of the package


def test_modules_import_each_other_in_one_direction() -> None:
    imported = {name_of(path): set(relative_imports(path)) for path in MODULES}
    assert "amqp.encoding" in imported["queues.queue"]
    order = list(TopologicalSorter(imported).static_order())  # raises CycleError
    assert order.index("links.outgoing") < order.index("links.session") < order.index("connection")


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("amqp", {"amqp"}),
        ("storage", {"storage"}),
        ("queues", {"queues", "amqp", "storage", "errors", "clock"}),
        ("links", {"links", "queues", "amqp", "errors"}),
        ("admin", {"admin", "queues", "config", "errors", "clock"}),
    ],
)
def test_folders_import_what_is_below_them(folder: str, allowed: set[str]) -> None:
    for path in (FOLDER / folder).glob("*.py"):
        assert {module.partition(".")[0] for module in relative_imports(path)} <= allowed, path


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_the_map_of_a_folder_names_all_of_it(package: Path) -> None:
    words = set((ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or "").replace(",", " ").split())
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    folders = {f"{each.name}/" for each in PACKAGES if each.parent == package}
    assert modules | folders <= words


def test_all_packages_are_installed() -> None:
    (name,) = PROJECT["tool"]["setuptools"]["package-dir"]
    expected = [name, *(f"{name}.{package.name}" for package in PACKAGES[1:])]
    assert PROJECT["tool"]["setuptools"]["packages"] == expected
