"""What `make run` says about the embedded database stands in the document that it names."""

from local.embedded_limit import HOW, MOST_IMAGES
from tests.kits.repository import ROOT


def test_the_document_that_is_named_has_the_section_and_the_number() -> None:
    path, _, anchor = HOW.partition("#")
    text = (ROOT / path).read_text()
    assert f"\n## {anchor.replace('-', ' ').capitalize()}\n" in text
    assert f"{MOST_IMAGES:,}" in text
