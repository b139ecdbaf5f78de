"""Which function a request is for: the first, by name, whose route and methods fit (pure).

Rules of azure-functions-host: ``FunctionMetadataManager.cs`` (order), ``WebJobsRouteBuilder``, ``ScriptRouteHandler``.
"""

from collections.abc import Iterable
from typing import NamedTuple

from local.host.indexing import IndexedFunction
from local.host.route_template import RouteTemplate
from local.host.validation import methods_of


class Route(NamedTuple):
    """A function with the requests that it answers."""

    function: IndexedFunction
    methods: frozenset[str]
    template: RouteTemplate


class Router:
    """Finds the function for a request, below the route prefix of host.json."""

    def __init__(self, functions: Iterable[IndexedFunction], prefix: str) -> None:
        """Take the functions that have an HTTP trigger and are not disabled.

        :raises HostError: if a route uses what this host does not know.
        """
        self._routes = [
            Route(function, methods_of(function.trigger.values), template_of(function, prefix))
            for function in sorted(functions, key=lambda function: function.name.lower())
            if function.trigger.type == "httpTrigger" and not function.is_disabled
        ]

    def find(self, method: str, path: str) -> tuple[IndexedFunction, dict[str, str]] | None:
        """Return the function and its route values; a wrong method is the same as no route."""
        for route in self._routes:
            if method.upper() in route.methods:
                values = route.template.match(path)
                if values is not None:
                    return route.function, values
        return None


def template_of(function: IndexedFunction, prefix: str) -> RouteTemplate:
    """Return a function's route below the prefix; without one of its own, its name."""
    route = str(function.trigger.values.get("route") or function.name).strip("/")
    return RouteTemplate.parse("/".join(part for part in (prefix, route) if part))
