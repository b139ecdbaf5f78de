"""The dashboard's types are what openapi-typescript makes of openapi.json."""

import os

import pytest

from contract import document, typescript


@pytest.mark.skipif(
    not typescript.COMMAND.exists() and os.environ.get("CI") != "true",
    reason="openapi-typescript is not installed: make .setup/npm-clients",
)
def test_the_types_are_those_of_the_document() -> None:
    assert typescript.PATH.read_text("utf-8") == typescript.types_of(document.PATH), "make contract"
