"""What the types do not say of a field: its description, and where it has any, its limits."""

from collections.abc import Mapping
from typing import Any

FieldDetails = str | dict[str, Any]  # the description alone, or keywords of JSON Schema
SchemaDetails = Mapping[str, FieldDetails]  # by field; a field that is a named schema is described there
