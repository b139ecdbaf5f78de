"""The description of the API has what generators of clients need."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.kits.repository import ROOT

DOCUMENT: dict[str, Any] = json.loads((ROOT / "query_labels/openapi.json").read_text("utf-8"))
BOOKS = ("schemas", "responses", "headers", "securitySchemes")
OPERATIONS = [operation for path in DOCUMENT["paths"].values() for operation in path.values()]


def walk(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield every object of the document, but for examples, with where it stands."""
    if isinstance(value, dict):
        yield path, value
        for name, each in value.items():
            if name not in ("example", "examples"):
                yield from walk(each, (*path, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from walk(each, (*path, str(number)))


def types(schema: dict[str, Any]) -> list[str]:
    kinds = schema.get("type", [])
    return kinds if isinstance(kinds, list) else [kinds]


def test_every_object_has_a_name() -> None:
    inline = [path for path, each in walk(DOCUMENT) if "properties" in each and "object" in types(each)]
    assert [path for path in inline if path[:2] != ("components", "schemas") or len(path) != 3] == []


def test_no_model_is_named_as_what_languages_have_already() -> None:
    assert {"Error", "Object", "Model", "Response", "Request", "Type"}.isdisjoint(DOCUMENT["components"]["schemas"])


def test_every_integer_has_a_size() -> None:
    integers = [(path, each.get("format")) for path, each in walk(DOCUMENT) if "integer" in types(each)]
    assert len(integers) > 30
    assert [path for path, size in integers if size not in ("int32", "int64")] == []
    schemas = DOCUMENT["components"]["schemas"]
    assert schemas["Image"]["properties"]["bytes"]["format"] == "int64"
    assert schemas["LabelCount"]["properties"]["images"]["format"] == "int64"


def test_what_may_be_null_and_has_properties_is_one_of_a_name_and_null() -> None:
    for path, each in walk(DOCUMENT):
        assert "anyOf" not in each, path
        for choice in each.get("oneOf", []):
            assert "$ref" in choice or choice == {"type": "null"}, path


def test_bytes_have_a_schema() -> None:
    kinds = [
        (name, media)
        for _, each in walk(DOCUMENT)
        for name, media in each.get("content", {}).items()
        if isinstance(media, dict)
    ]
    assert any(name.startswith("image/") for name, _ in kinds)
    for name, media in kinds:
        assert "schema" in media, name
        if name.startswith("image/") or name == "application/octet-stream":
            assert media["schema"] == {"type": "string", "format": "binary"}


def test_one_key_and_in_a_header() -> None:
    assert list(DOCUMENT["components"]["securitySchemes"]) == ["key"]
    assert DOCUMENT["components"]["securitySchemes"]["key"]["in"] == "header"
    for each in (DOCUMENT, *OPERATIONS):
        assert [list(scheme) for scheme in each.get("security", [])] in ([], [[]], [["key"]], [[], ["key"]])


def test_what_went_wrong_is_the_exceptions_message() -> None:
    assert DOCUMENT["components"]["schemas"]["Problem"]["properties"]["detail"]["x-ms-primary-error-message"] is True


def test_every_model_says_what_it_is() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert [name for name, schema in schemas.items() if not schema.get("description")] == []


def test_what_happens_to_pictures_beside_200_is_told_in_words() -> None:
    # As responses of a route with a binary body, 302 and 304 make Kiota's client return nothing.
    for path in ("/api/originals/{path}", "/api/originals", "/api/thumbnails/{path}", "/api/thumbnails"):
        get = DOCUMENT["paths"][path]["get"]
        assert {"302", "304"}.isdisjoint(get["responses"])
        assert "304" in get["description"]
        assert ("302" in get["description"]) == ("originals" in path)


def test_operations_have_names_of_their_own() -> None:
    names = [operation["operationId"] for operation in OPERATIONS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("path", "method"), [("/api/enqueue", "post"), ("/api/failures/retry", "post"), ("/api/labels", "delete")]
)
def test_what_takes_a_body_says_that_it_needs_a_length(path: str, method: str) -> None:
    assert "411" in DOCUMENT["paths"][path][method]["responses"]


def test_every_reference_leads_somewhere() -> None:
    references = {each["$ref"] for _, each in walk(DOCUMENT) if "$ref" in each}
    for reference in references:
        _, components, book, name = reference.split("/")
        assert components == "components"
        assert book in BOOKS
        assert name in DOCUMENT["components"][book], reference
    used = {reference.split("/")[3] for reference in references if "/schemas/" in reference}
    assert used == set(DOCUMENT["components"]["schemas"])
