"""Check what makes the Python worker refuse an app: with one bad function, the app has none at all.

Source: ``functions.py`` of azure-functions-python-worker.
"""

import inspect
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import azure.functions as func
from azure.functions._thirdparty.typing_inspect import is_generic_type  # the worker uses this function
from azure.functions.decorators.core import BindingDirection

from local.host.errors import HostError

_RETURN_NAME = "$return"


def check_by_worker(name: str, call: Callable[..., Any], bindings: Sequence[Mapping[str, Any]]) -> None:
    """Check a function's parameters and return annotation against its bindings.

    :raises HostError: naming the function and what is wrong with it.
    """
    try:
        _check_parameters(call, bindings)
        _check_return(call, bindings)
    except HostError as error:
        raise HostError(f"Function '{name}': {error}") from error


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
        if not isinstance(annotation, type) and not is_generic_type(annotation):  # typing.List passes, list[...] fails
            raise HostError(f"the parameter '{name}' has the annotation {annotation!r}, which is not a type")
        converter = func.get_binding_registry().get(binding["type"])
        if annotation not in (str, bytes) and converter and not converter.check_input_type_annotation(annotation):
            raise HostError(f"the parameter '{name}' is a {binding['type']}, which {annotation!r} does not match")


def _check_return(call: Callable[..., Any], bindings: Sequence[Mapping[str, Any]]) -> None:
    annotation = typing.get_type_hints(call).get("return")
    if any(binding["type"] == "http" for binding in bindings) and annotation is not None:
        is_response = isinstance(annotation, type) and issubclass(annotation, (func.HttpResponse, str))
        if not is_response:
            raise HostError(f"an HTTP function returns func.HttpResponse or str, not {annotation!r}")
