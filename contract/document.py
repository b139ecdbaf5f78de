"""Put the schemas into the template, which has the paths, the parameters and the examples."""

import json
from pathlib import Path
from typing import Any

from contract.schemas import schemas

PATH = Path(__file__).parents[1] / "query_labels/openapi.json"
TEMPLATE = Path(__file__).with_name("template.json")


def build() -> dict[str, Any]:
    """Return the OpenAPI document."""
    document: dict[str, Any] = json.loads(TEMPLATE.read_text("utf-8"))
    document["components"]["schemas"] = schemas()
    return document


def text() -> str:
    """Return the document as the file has it."""
    return json.dumps(build(), indent=2, ensure_ascii=False) + "\n"
