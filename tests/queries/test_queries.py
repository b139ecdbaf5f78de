import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TABLES = tuple(json.loads((HERE / "tables.json").read_text()))

pytestmark = pytest.mark.skipif(
    not (HERE / "node_modules").exists(), reason="the parser is not installed: make .setup/npm-queries"
)


def of_infra() -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "infra").rglob("*.kql"))}


def of_the_documents() -> dict[str, str]:
    """Blocks of code, and code within a line, that begin with a table."""
    found: dict[str, str] = {}
    for page in sorted((ROOT / "docs").rglob("*.md")):
        text = page.read_text()
        blocks = re.findall(r"^ *```\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
        spans = re.findall(r"`([^`\n]+\|[^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
        queries = [each.strip() for each in (*blocks, *spans) if each.strip().startswith(TABLES)]
        found |= {f"{page.relative_to(ROOT)} {index}": query for index, query in enumerate(queries)}
    return found


def check(queries: dict[str, str]) -> dict[str, Any]:
    command = ["node", "check.cjs"]
    ended = subprocess.run(
        command, cwd=HERE, input=json.dumps(queries), check=True, stdout=subprocess.PIPE, text=True, timeout=60
    )
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def test_every_query_is_understood() -> None:
    queries = of_infra() | of_the_documents()
    assert len(of_infra()) == 15
    assert len(of_the_documents()) >= 4
    answer = check(queries)
    assert answer.keys() == queries.keys()
    assert {name: each["problems"] for name, each in answer.items() if each["problems"]} == {}


def test_an_alert_has_the_column_that_its_rule_measures() -> None:
    alerts = {name: query for name, query in of_infra().items() if "/alerts/" in name}
    assert [name for name, each in check(alerts).items() if "Value" not in each["columns"]] == []


def test_what_is_wrong_is_found() -> None:
    wrong = {
        "column": 'AppMetrics | where Nmae == "x"',
        "table": "AppMetric | count",
        "operator": "AppMetrics | summarise max(Sum)",
        "function": "AppMetrics | summarize frobnicate(Sum)",
    }
    answer = check(wrong | {"right": "AppMetrics | count"})
    assert [name for name, each in answer.items() if not each["problems"]] == ["right"]


def test_every_query_of_infra_is_deployed() -> None:
    text = "".join(path.read_text() for path in (ROOT / "infra/modules").glob("*.bicep"))
    used = set(re.findall(r"loadTextContent\('\.\./([\w/.-]+)'\)", text))
    assert used == {name.removeprefix("infra/") for name in of_infra()}
