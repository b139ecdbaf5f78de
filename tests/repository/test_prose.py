"""Docstrings and comments are plain English: no phrase that has to be read twice."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kits.repository import ROOT

PACKAGES = (
    "cocoon",
    "enqueue_blobs",
    "classify_image",
    "query_labels",
    "edit_labels",
    "recount_labels",
    "benchmarks",
    "deploy",
    "models",
)
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))

PLAINER = {
    r"\banew\b": "again, or from scratch",
    r"\bbeside\b": "next to, in addition to, or besides",
    r"\bwhatever\b": "any, or regardless of",
    r"\b(?:is|are) to be\b": "must be, or an imperative",
    r"\b[Ww]hat (?:\w+ ){1,3}is what\b": "one noun for each thing",
    r"\b[Tt]ells? (?:whether|how|what|which)\b": "Return whether, or says",
    r"\breckon": "estimate, or count on",
    r"\bput together of\b": "composed of",
    r"\bin hand\b": "being processed, or keeps",
}
NOUN_CLAUSE = re.compile(r"(?:What|How|Whether|Why|Where|Which|Who)\b")
Text = tuple[int, str]  # the line and what stands there
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstrings(source: str, *kinds: type[ast.AST]) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, kinds) and isinstance(node, Documented) and (text := ast.get_docstring(node)):
            yield node.body[0].lineno, " ".join(text.split())


def comments(source: str) -> Iterator[Text]:
    for token in tokenize.generate_tokens(iter(source.splitlines(keepends=True)).__next__):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def problems(source: str) -> Iterator[str]:
    for line, text in (*docstrings(source, ast.AST), *comments(source)):
        for phrase, plainer in PLAINER.items():
            if found := re.search(phrase, text):
                yield f"line {line}: {found[0]!r} reads badly; write {plainer}"
    # Not of classes: an answer's docstring is its description in openapi.json, where a noun clause may be right.
    for line, text in docstrings(source, ast.Module, ast.FunctionDef, ast.AsyncFunctionDef):
        if found := NOUN_CLAUSE.match(text):
            yield f"line {line}: begins with {found[0]!r}; begin with a verb: Return, Read, Decide, Return whether"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_docstrings_and_comments_are_plain(path: Path) -> None:
    assert list(problems(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "plainer"),
    [
        ('"""What the queue holds."""', "begin with a verb"),
        ('def depth():\n    """How many messages wait."""', "begin with a verb"),
        ('"""Read the index, which is\nto be made anew."""', "from scratch"),
        ("x = 1  # what is left is what was sent, whatever it is", "regardless of"),
        ("x = 1  # the files beside it", "next to"),
    ],
)
def test_bad_prose_is_found_with_a_plainer_form(source: str, plainer: str) -> None:
    assert plainer in " ".join(problems(source))


def test_plain_prose_passes() -> None:
    source = '"""Read the message counts; that needs the Manage right."""\n\nx = 1  # files next to it'
    assert list(problems(source)) == []
