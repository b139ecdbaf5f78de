"""Find the function that a request is for: the first, in the order of names, whose methods and route match.

Sources, azure-functions-host: ``FunctionMetadataManager.cs`` (order), ``WebJobsRouteBuilder``, ``ScriptRouteHandler``.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from local.host.functions import IndexedFunction
from local.host.ported.route_template import RouteTemplate

ALL_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")


class Route(NamedTuple):
    """A function with the methods and the paths that it answers."""

    function: IndexedFunction
    methods: frozenset[str]
    template: RouteTemplate


class Router:
    """Finds the function for a request, below the route prefix of host.json."""

    def __init__(self, functions: Iterable[IndexedFunction], prefix: str) -> None:
        """Collect the routes of the enabled functions that have an HTTP trigger.

        :raises HostError: if a route uses a feature that this host does not support.
        """
        self._routes = [
            Route(function, methods_of(function.trigger.values), template_of(function, prefix))
            for function in sorted(functions, key=lambda function: function.name.lower())
            if function.trigger.type == "httpTrigger" and not function.is_disabled
        ]

    def find(self, method: str, path: str) -> tuple[IndexedFunction, dict[str, str]] | None:
        """Return the function and its route values; None if no route matches the path with this method."""
        for route in self._routes:
            if method.upper() in route.methods:
                values = route.template.match(path)
                if values is not None:
                    return route.function, values
        return None


def template_of(function: IndexedFunction, prefix: str) -> RouteTemplate:
    """Return a function's route below the prefix; a function without a route has its name as one."""
    route = str(function.trigger.values.get("route") or function.name).strip("/")
    return RouteTemplate.parse("/".join(part for part in (prefix, route) if part))


def methods_of(trigger: Mapping[str, Any]) -> frozenset[str]:
    """Return the methods of an HTTP trigger: those that it names, else all."""
    return frozenset(str(method).upper() for method in trigger.get("methods") or ALL_METHODS)
