"""Read the description of the API, ``openapi.json`` in this folder."""

import json
from functools import cache
from pathlib import Path
from typing import Any


async def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return _read()


@cache
def _read() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Path(__file__).with_name("openapi.json").read_text("utf-8"))
    return content
