"""No route of the app hides another, by the rules of the router of the host."""

import json
import os
import re
import subprocess
import sys

import pytest

from local.configuration import TEMPLATE
from local.host.app_settings import read_values
from local.host.ported.dispatch import Router, methods_of, template_of
from tests.kits.registered_functions import http_function
from tests.kits.repository import ROOT

# An app can be indexed once in a process.
INDEX = """
import json, os
from local.host.indexing import index
found = index(os.environ)
assert found.refused == [], found.refused
values = {each.name: each.trigger.values for each in found.functions if each.trigger.type == "httpTrigger"}
print(json.dumps({name: {"route": each["route"], "methods": [str(m.value) for m in each["methods"]]}
                  for name, each in values.items()}))
"""


@pytest.mark.slow
def test_no_route_is_shadowed_by_one_that_sorts_before_it() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", INDEX],
        cwd=ROOT,
        env={**os.environ, **read_values(TEMPLATE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    functions = [http_function(name, **values) for name, values in json.loads(ended.stdout.splitlines()[-1]).items()]
    assert len(functions) >= 15
    router = Router(functions, "")
    for function in functions:
        route = str(function.trigger.values["route"])
        for path in {re.sub(r"\{[^}]*\}", "x", route), re.sub(r"\{[^}]*\}", "x.js", route)}:
            assert template_of(function, "").match(f"/{path}") is not None
            for method in methods_of(function.trigger.values):
                taken = router.find(method, f"/{path}")
                assert taken is not None
                assert taken[0].name == function.name, f"{method} /{path} goes to {taken[0].name}"
