"""Describe a field beyond its type: its description, and its limits if it has any."""

from collections.abc import Mapping
from typing import Any

FieldDetails = str | dict[str, Any]  # the description alone, or keywords of JSON Schema
SchemaDetails = Mapping[str, FieldDetails]  # by field; a field that is a named schema is described there
