"""Imports go one way, and only the modules meant to know the environment, triggers and TensorFlow do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.configuration import TEMPLATE
from local.host.app_settings import read_values
from tests.kits.repository import ROOT

ROOMS = ("enqueue_blobs", "classify_image", "query_labels", "edit_labels", "recount_labels")
DEPLOYED = (*ROOMS, "cocoon")


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def is_in(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("package", DEPLOYED)
def test_imports_go_one_way(package: str) -> None:
    forbidden = [other for other in (*ROOMS, "local", "tests", "models", "contract") if other != package]
    for path in modules(package):
        for module in imports(path):
            assert not is_in(module, *forbidden), f"{path} imports {module}"


@pytest.mark.parametrize("room", ROOMS)
def test_only_function_py_knows_azure_functions(room: str) -> None:
    for path in modules(room):
        if path.name != "function.py":
            assert not any(is_in(module, "azure.functions") for module in imports(path)), path


@pytest.mark.parametrize("package", DEPLOYED)
def test_only_the_settings_read_the_environment(package: str) -> None:
    allowed = {ROOT / "cocoon/settings/app_settings.py", ROOT / "classify_image/model/engines/tensorflow.py"}
    for path in modules(package):
        text = path.read_text()
        assert path in allowed or ("os.environ" not in text and "getenv" not in text), path


def test_tensorflow_is_imported_by_its_engine_only() -> None:
    for package in DEPLOYED:
        for path in modules(package):
            if path.name != "tensorflow.py":
                assert not any(is_in(module, "tensorflow", "keras") for module in imports(path)), path


def test_every_setting_of_the_app_is_in_the_template_and_in_the_documents() -> None:
    tree = ast.parse((ROOT / "cocoon/settings/app_settings.py").read_text())
    read = {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("text", "number", "choice", "switch", "connection", "names", "extensions")
        and isinstance(node.args[0], ast.Constant)
    }
    documented = (ROOT / "docs/reference/settings.md").read_text()
    assert read
    assert read <= read_values(TEMPLATE).keys()
    assert [name for name in read if f"`{name}`" not in documented] == []


@pytest.mark.parametrize("package", DEPLOYED)
def test_the_image_of_the_container_has_every_package(package: str) -> None:
    assert f"COPY {package} {package}\n" in (ROOT / "deploy/Dockerfile").read_text()
    assert f"!{package}\n" in (ROOT / ".dockerignore").read_text()
