"""openapi.json is what its generator makes of the types, and has what the routes return."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_args

import pytest

from contract import document
from contract.named_types import OBJECTS, OPEN
from contract.schemas import FIELDS
from tests.kits.repository import ROOT

DOCUMENT = document.build()
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]
NAMES = {type_: name for name, type_ in OBJECTS.items()}


def routes() -> Iterator[tuple[str, str, type]]:
    """Yield the path, the method and the type of the answer of each route that answers with an object."""
    for room in ("query_labels", "enqueue_blobs", "edit_labels"):
        names = vars(import_module(f"{room}.function"))
        for node in ast.parse((ROOT / room / "function.py").read_text("utf-8")).body:
            if not isinstance(node, ast.AsyncFunctionDef) or node.returns is None:
                continue
            answer = eval(ast.unparse(node.returns), names)
            answers = {answer, *get_args(answer)} & NAMES.keys()
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "blueprint.route":
                    methods = next(ast.unparse(each.value) for each in call.keywords if each.arg == "methods")
                    for type_ in answers:
                        yield ast.literal_eval(call.args[0]), eval(methods, names)[0].lower(), type_


def test_the_file_is_what_the_types_say() -> None:
    assert document.PATH.read_text("utf-8") == document.text(), "make contract"


def test_every_route_answers_with_what_the_document_says() -> None:
    documented = {
        (path, method): media["schema"]["$ref"].rpartition("/")[2]
        for path, operations in DOCUMENT["paths"].items()
        for method, operation in operations.items()
        for media in operation["responses"]["200"]["content"].values()
        if "$ref" in media["schema"]
    }
    answers = {(f"/{route.replace('{*', '{')}", method): NAMES[type_] for route, method, type_ in routes()}
    assert documented.pop(("/api/images", "get")) == answers[("/api/images/{path}", "get")]  # the same, by id
    assert answers == documented


def test_every_detail_is_of_a_field() -> None:
    fields = {(name, field) for name in OBJECTS for field in SCHEMAS[name]["properties"]}
    details = {(name, field) for name, each in FIELDS.items() for field in each}
    assert details - fields == set()


@pytest.mark.parametrize("name", OBJECTS)
def test_every_field_is_described_here_or_by_its_schema(name: str) -> None:
    for field, schema in SCHEMAS[name]["properties"].items():
        assert schema.get("description") or list(schema) == ["$ref"], field


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_has_no_fields_but_those_of_its_type(name: str) -> None:
    assert list(SCHEMAS[name]["properties"]) == list(OBJECTS[name].__annotations__)
    assert ("additionalProperties" not in SCHEMAS[name]) == (name in OPEN)


def test_a_value_that_may_be_null_has_null_as_a_type() -> None:
    image, listing = SCHEMAS["Image"]["properties"], SCHEMAS["Listing"]["properties"]
    assert image["width"]["type"] == ["integer", "null"]
    assert image["error"]["oneOf"] == [{"$ref": "#/components/schemas/Failure"}, {"type": "null"}]
    assert (listing["finished"]["type"], listing["finished"]["format"]) == (["string", "null"], "date-time")


def test_what_a_type_may_leave_out_is_not_required() -> None:
    assert SCHEMAS["Label"]["required"] == ["name", "score", "parents"]
    assert SCHEMAS["DependencyHealth"]["required"] == ["status"]
    assert "required" not in SCHEMAS["EnqueueRequest"]
    assert SCHEMAS["EnqueueResult"]["required"] == list(SCHEMAS["EnqueueResult"]["properties"])


def test_the_generators_library_is_neither_imported_nor_deployed() -> None:
    script = "import sys, function_app; print('msgspec' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"
    for name in ("requirements.txt", "requirements-full.txt"):
        assert "msgspec" not in (ROOT / name).read_text("utf-8")
