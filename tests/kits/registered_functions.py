"""The app's functions as they were registered when Microsoft's router was asked."""

import json
from pathlib import Path

from local.host.functions import Binding, IndexedFunction
from local.host.ported.dispatch import Router

REGISTERED = Path(__file__).parents[1] / "host/functions.json"


def http_function(name: str, **trigger: object) -> IndexedFunction:
    return IndexedFunction(name, print, Binding("httpTrigger", "req", trigger), is_disabled=False)


def registered_router() -> Router:
    registered = json.loads(REGISTERED.read_text())
    functions = [
        http_function(each["name"], route=each["route"], methods=each["methods"]) for each in registered["functions"]
    ]
    return Router(functions[::-1], registered["routePrefix"])
