"""What the real host and the real Python worker refuse, refused here too (pure).

Sources: azure-functions-host ``ScriptHost.cs``, ``Utility.cs``, ``HttpRoutesConflict``; azure-functions-python-worker
``functions.py``. What the worker refuses costs the whole app, what the host refuses that function alone.
"""

import inspect
import re
import typing
from collections.abc import Callable, Mapping, Sequence
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


def check_by_worker(name: str, call: Callable[..., Any], bindings: Sequence[Mapping[str, Any]]) -> None:
    """Check one function against its bindings, as the worker does when it indexes the app.

    :raises HostError: naming the function and what is wrong with it; the app then has no functions at all.
    """
    try:
        _check_parameters(call, bindings)
        _check_return(call, bindings)
    except HostError as error:
        raise HostError(f"Function '{name}': {error}") from error


def check_by_host(name: str, bindings: Sequence[Mapping[str, Any]]) -> None:
    """Check one function's name, bindings and trigger, as the host does.

    :raises HostError: saying what is wrong; the host then leaves this function out.
    """
    _check_names(name, bindings)
    _check_trigger(bindings)


def check_route(name: str, trigger: Mapping[str, Any], others: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Check a function's name, and its route if it has one, against those of the functions before it.

    :raises HostError: naming the other function; the host then leaves this one out.
    """
    for other_name, other in others:
        if name.lower() == other_name.lower():
            raise HostError("the name is another function's, too")
        if trigger["type"] == other["type"] == "httpTrigger" and _route(name, trigger) == _route(other_name, other):
            shared = methods_of(trigger) & methods_of(other)
            if shared:
                raise HostError(f"'{other_name}' has the same route for {', '.join(sorted(shared))}")


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


def methods_of(trigger: Mapping[str, Any]) -> frozenset[str]:
    """Return the methods that an HTTP trigger takes; without any named, all."""
    return frozenset(str(method).upper() for method in trigger.get("methods") or ALL_METHODS)
