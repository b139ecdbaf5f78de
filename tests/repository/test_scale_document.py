"""The documents show the figures of the scale model."""

from benchmarks.scale import costs
from benchmarks.scale.__main__ import DOCUMENT, with_tables
from benchmarks.scale.deployment import Deployment, Work

DEFAULT = Deployment()


MILLION = Work.first(1e6)


def test_the_document_is_the_models_output() -> None:
    text = DOCUMENT.read_text()
    assert with_tables(text) == text, "python -m benchmarks.scale --write"
    assert text.count("<!-- table ") == text.count("<!-- end -->") == 8


def test_the_readmes_number_is_the_models() -> None:
    text = (DOCUMENT.parents[2] / "README.md").read_text()
    assert f"**${costs.total(costs.month(DEFAULT, MILLION)):.0f} a million images**" in text
