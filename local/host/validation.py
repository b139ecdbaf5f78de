"""What the real host and the real Python worker refuse, refused here too (pure).

Sources: azure-functions-host ``ScriptHost.cs`` and ``Utility.cs``, azure-functions-python-worker
``functions.py``. An app that passes here must not fail there.
"""

import inspect
import re
import typing
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

import azure.functions as func
from azure.functions._thirdparty.typing_inspect import is_generic_type  # the worker's own test
from azure.functions.decorators.core import BindingDirection

from local.host.errors import HostError

SUPPORTED_TRIGGERS = ("httpTrigger", "timerTrigger", "serviceBusTrigger")
ALL_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
_BINDING_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9]{0,127}")
_FUNCTION_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,127}")
_RESERVED_ROUTES = ("admin", "runtime")
_RETURN_NAME = "$return"


def check_function(name: str, call: Callable[..., Any], bindings: Sequence[Mapping[str, Any]]) -> None:
    """Check one function against its bindings.

    :raises HostError: naming the function and what is wrong with it.
    """
    try:
        _check_names(name, bindings)
        _check_trigger(bindings)
        _check_parameters(call, bindings)
        _check_return(call, bindings)
    except HostError as error:
        raise HostError(f"Function '{name}': {error}") from error


def check_app(triggers: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Check the functions, given as name and trigger, against each other.

    :raises HostError: if two of them have the same name, or the same route and method.
    """
    for (name, one), (other_name, other) in combinations(triggers, 2):
        if name.lower() == other_name.lower():
            raise HostError(f"Function '{name}' is defined more than once")
        if one["type"] == other["type"] == "httpTrigger" and _route(name, one) == _route(other_name, other):
            shared = _methods(one) & _methods(other)
            if shared:
                methods = ", ".join(sorted(shared))
                raise HostError(f"Functions '{name}' and '{other_name}' have the same route for {methods}")


def _check_names(name: str, bindings: Sequence[Mapping[str, Any]]) -> None:
    if not _FUNCTION_NAME.fullmatch(name):
        raise HostError("a function's name begins with a letter and has letters, digits, '_' and '-'")
    for binding in bindings:
        if binding["name"] != _RETURN_NAME and not _BINDING_NAME.fullmatch(binding["name"]):
            raise HostError(f"the binding name '{binding['name']}' is invalid: it may have letters and digits only")


def _check_trigger(bindings: Sequence[Mapping[str, Any]]) -> None:
    triggers = [binding for binding in bindings if binding["type"].endswith("Trigger")]
    if len(triggers) != 1:
        raise HostError(f"a function has exactly one trigger; found {len(triggers)}")
    trigger = triggers[0]
    if trigger["type"] not in SUPPORTED_TRIGGERS:
        raise HostError(f"this host has no {trigger['type']}; use Core Tools ('func start')")
    if trigger["type"] == "httpTrigger":
        route = str(trigger.get("route") or "").strip("/").lower()
        if route.startswith(_RESERVED_ROUTES):
            raise HostError(f"the route '{route}' is the host's own: it may not begin with admin or runtime")
    if trigger["type"] == "serviceBusTrigger" and (
        str(trigger.get("cardinality", "one")).lower() != "one" or trigger.get("isSessionsEnabled")
    ):
        raise HostError("this host runs Service Bus functions of one message, without sessions; use Core Tools")


def _check_parameters(call: Callable[..., Any], bindings: Sequence[Mapping[str, Any]]) -> None:
    bound = {binding["name"]: binding for binding in bindings if binding["name"] != _RETURN_NAME}
    parameters = set(inspect.signature(call).parameters) - ({"context"} - set(bound))
    if parameters != set(bound):
        unbound, missing = sorted(parameters - set(bound)), sorted(set(bound) - parameters)
        raise HostError(f"parameters and bindings differ: without a binding {unbound}, without a parameter {missing}")
    annotations = typing.get_type_hints(call)
    for name, binding in bound.items():
        annotation = annotations.get(name)
        if annotation is None or binding["direction"] != BindingDirection.IN:
            continue
        if not isinstance(annotation, type) and not is_generic_type(annotation):  # typing.List is, list[...] is not
            raise HostError(f"the parameter '{name}' has the annotation {annotation!r}, which is not a type")
        converter = func.get_binding_registry().get(binding["type"])
        if annotation not in (str, bytes) and converter and not converter.check_input_type_annotation(annotation):
            raise HostError(f"the parameter '{name}' is a {binding['type']}, which {annotation!r} does not match")


def _check_return(call: Callable[..., Any], bindings: Sequence[Mapping[str, Any]]) -> None:
    annotation = typing.get_type_hints(call).get("return")
    if any(binding["type"] == "http" for binding in bindings) and annotation is not None:
        right = isinstance(annotation, type) and issubclass(annotation, (func.HttpResponse, str))
        if not right:
            raise HostError(f"an HTTP function returns func.HttpResponse or str, not {annotation!r}")


def _route(name: str, trigger: Mapping[str, Any]) -> str:
    return str(trigger.get("route") or name).strip("/").lower()


def _methods(trigger: Mapping[str, Any]) -> set[str]:
    return {str(method).upper() for method in trigger.get("methods") or ALL_METHODS}
