"""What `bicep build`, `lint` and `format` say of infra/."""

import json
import shutil
from pathlib import Path

import pytest

from tests.infra.compiler import INFRA, REFUSED, ROOT, bicep, complaints, deployments, needed

pytestmark = [needed, pytest.mark.timeout(180)]
FILES = sorted(INFRA.rglob("*.bicep"))


def test_every_file_compiles_without_a_warning(tmp_path: Path) -> None:
    ended = bicep("build", INFRA / "main.bicep", "--outfile", tmp_path / "main.json")
    assert complaints(ended.output) == []
    assert ended.code == 0, ended.output
    assert json.loads((tmp_path / "main.json").read_text())["resources"]


def test_the_linter_has_nothing_to_say() -> None:
    """Of any file; every rule that is not noise for us is an error: bicepconfig.json."""
    ended = bicep("lint", "--pattern", "infra/**/*.bicep")
    assert complaints(ended.output) == []
    assert ended.code == 0, ended.output


def test_a_wrong_property_is_found(tmp_path: Path) -> None:
    """The compiler ends with 0 all the same."""
    text = (INFRA / "modules/events-topic.bicep").read_text()
    (tmp_path / "wrong.bicep").write_text(text.replace("topicType:", "topicKind:"))
    ended = bicep("build", tmp_path / "wrong.bicep", "--stdout")
    assert ended.code == 0
    assert any("BCP" in each for each in complaints(ended.output))


def test_it_is_formatted(tmp_path: Path) -> None:
    shutil.copytree(INFRA, tmp_path / "infra")
    bicep("format", "--pattern", tmp_path / "infra/**/*.bicep", "--insert-final-newline")
    other = [path.name for path in FILES if (tmp_path / path.relative_to(ROOT)).read_text() != path.read_text()]
    assert other == [], "bicep format --pattern 'infra/**/*.bicep' --insert-final-newline"


def test_no_module_is_fetched_from_a_registry() -> None:
    assert [path.name for path in FILES if "br/public:" in path.read_text() or "'br:" in path.read_text()] == []


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_what_cannot_work_is_refused_before_anything_is_made(path: Path) -> None:
    """The first line of each file says with which words."""
    why = deployments()[path.stem]
    assert isinstance(why, str)
    assert path.read_text().splitlines()[0].removeprefix("// ") in why
