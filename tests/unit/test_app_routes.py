"""The app's own routes, by the rules of the host's router."""

import re

from local.configuration import TEMPLATE
from local.host.app_settings import read_values
from local.host.indexing import index
from local.host.router import Router, template_of
from local.host.validation import methods_of


def test_no_route_is_shadowed_by_one_that_sorts_before_it() -> None:
    found = index(read_values(TEMPLATE))
    assert found.refused == []
    router = Router(found.functions, "")
    http = [function for function in found.functions if function.trigger.type == "httpTrigger"]
    assert len(http) >= 15
    for function in http:
        route = str(function.trigger.values["route"])
        for path in {re.sub(r"\{[^}]*\}", "x", route), re.sub(r"\{[^}]*\}", "x.js", route)}:
            assert template_of(function, "").match(f"/{path}") is not None
            for method in methods_of(function.trigger.values):
                taken = router.find(method, f"/{path}")
                assert taken is not None
                assert taken[0].name == function.name, f"{method} /{path} goes to {taken[0].name}"
