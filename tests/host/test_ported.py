"""What is ported from the platform stands apart: it names its source, does no I/O and knows nothing of the host."""

import ast
from pathlib import Path

import pytest

from local.host import ported

MODULES = sorted(path for path in Path(ported.__file__).parent.glob("*.py") if path.name != "__init__.py")
IO = ("asyncio", "os", "pathlib", "socket", "subprocess", "uvicorn", "logging")
SHARED = ("local.host.ported", "local.host.errors", "local.host.functions")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_ported_rule_names_its_source(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
    assert "Source" in docstring


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_ported_rule_imports_no_io_and_nothing_of_the_host(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert name.split(".")[0] not in IO, name
            assert not name.startswith("local") or name.startswith(SHARED), name
