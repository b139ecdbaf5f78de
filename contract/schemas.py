"""Make the named schemas of the types.

msgspec knows which fields a type has, which are required, and what refers to what. Here that becomes what generators of
clients render best: names, fields in the order of the code, ``null`` as a second type, and the size of each number.
"""

import inspect
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, get_args, get_type_hints

import msgspec

from contract.details import FieldDetails, SchemaDetails
from contract.named_types import ENUMS, OBJECTS, OPEN
from contract.operation_fields import OPERATION_FIELDS
from contract.search_fields import SEARCH_FIELDS
from contract.statistics_fields import STATISTICS_FIELDS

Schema = dict[str, Any]

FIELDS: Mapping[str, SchemaDetails] = {**SEARCH_FIELDS, **STATISTICS_FIELDS, **OPERATION_FIELDS}
REFERENCE = "#/components/schemas/{name}"
NULL = {"type": "null"}
# Every whole number of an answer is a count, unless its details say otherwise.
NUMBERS: Mapping[str, Schema] = {
    "integer": {"minimum": 0, "format": "int64"},
    "number": {"format": "double"},
}
_NAMES = {REFERENCE.format(name=type_.__name__): name for name, type_ in OBJECTS.items()}
_ENUMS = {frozenset(get_args(literal)): name for name, (literal, _) in ENUMS.items()}


def schemas() -> dict[str, Schema]:
    """Return the schemas by name.

    :raises KeyError: if a type refers to one that has no name.
    """
    _, generated = msgspec.json.schema_components(OBJECTS.values(), ref_template=REFERENCE)
    objects = {name: _object(name, type_, generated[type_.__name__]) for name, type_ in OBJECTS.items()}
    return objects | {
        name: {"type": "string", "enum": list(get_args(literal)), "description": description}
        for name, (literal, description) in ENUMS.items()
    }


def _object(name: str, type_: type, generated: Schema) -> Schema:
    """Return a schema whose description is the first paragraph of the type's docstring."""
    description = inspect.cleandoc(type_.__doc__ or "").split("\n\n")[0]
    hints = get_type_hints(type_)  # in the order of the code, while msgspec sorts by name
    required = [field for field in hints if field in generated.get("required", [])]
    return {
        "type": "object",
        "description": " ".join(description.split()).replace("``", "`"),
        "properties": {
            field: _property(generated["properties"][field], hint, FIELDS[name].get(field, {}))
            for field, hint in hints.items()
        },
        **({"required": required} if required else {}),
        **({} if name in OPEN else {"additionalProperties": False}),
    }


def _property(generated: Schema, hint: object, details: FieldDetails) -> Schema:
    schema = _value(generated)
    if datetime in _types_in(hint):  # msgspec leaves the format out, because the type has no time zone
        schema["format"] = "date-time"
    return schema | ({"description": details} if isinstance(details, str) else details)


def _value(generated: Schema) -> Schema:
    match generated:
        case {"$ref": reference}:
            return {"$ref": REFERENCE.format(name=_NAMES[reference])}
        case {"anyOf": [value, {"type": "null"}], **others}:
            return _or_null(_value(value)) | {key: each for key, each in others.items() if each is not None}
        case {"enum": values}:
            name = _ENUMS.get(frozenset(values))
            return {"$ref": REFERENCE.format(name=name)} if name else {"type": "string", "enum": values}
        case {"type": "array", "items": items}:
            return {"type": "array", "items": _value(items)}
        case {"type": "object", "additionalProperties": values}:
            return {"type": "object", "additionalProperties": _value(values)}
        case _:
            return generated | NUMBERS.get(generated["type"], {})


def _or_null(schema: Schema) -> Schema:
    return {"oneOf": [schema, NULL]} if "$ref" in schema else schema | {"type": [schema["type"], "null"]}


def _types_in(hint: object) -> Iterator[object]:
    yield hint
    for each in get_args(hint):
        yield from _types_in(each)
