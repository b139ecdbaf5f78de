"""Which key each route needs."""

import json
import os
import subprocess
import sys

import pytest

from tests.kits.environments import SETTINGS
from tests.kits.repository import ROOT

OPEN = {"api/health", "api/live", "api/openapi.json", "api/ready", "{page?}", "assets/{name}"}
WRITING = {"api/enqueue": "FUNCTION", "api/failures/retry": "FUNCTION", "api/labels DELETE": "ADMIN"}
LIST = """
import json
from function_app import app
levels = {}
for function in app.get_functions():
    trigger = function.get_trigger().get_dict_repr()
    if trigger["type"] == "httpTrigger":
        methods = [method.value for method in trigger["methods"]]
        name = trigger["route"] + (" DELETE" if methods == ["DELETE"] else "")
        levels[name] = trigger["authLevel"].name
print(json.dumps(levels))
"""


@pytest.mark.parametrize(("access", "reading"), [(None, "FUNCTION"), ("anonymous", "ANONYMOUS")])
def test_every_route_has_its_level(access: str | None, reading: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    environment |= {"READ_ACCESS": access} if access else {}
    command = [sys.executable, "-c", LIST]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    levels: dict[str, str] = json.loads(ended.stdout)
    assert {name: level for name, level in levels.items() if name in WRITING} == WRITING
    assert {levels[name] for name in OPEN} == {"ANONYMOUS"}
    assert {level for name, level in levels.items() if name not in OPEN | WRITING.keys()} == {reading}
