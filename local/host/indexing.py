"""Find the functions of the app, as the Python worker does."""

import importlib
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import azure.functions as func

from local.host import app_settings
from local.host.errors import HostError
from local.host.validation import check_app, check_function


@dataclass(frozen=True, slots=True)
class Binding:
    """A trigger or an output, with its ``%SETTING%`` references resolved."""

    type: str
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IndexedFunction:
    """A function of the app and its trigger."""

    name: str
    call: Callable[..., Any]
    trigger: Binding
    is_disabled: bool


def index(environment: Mapping[str, str], module_name: str = "function_app") -> list[IndexedFunction]:
    """Import the app and return its functions.

    :raises HostError: if the real host or worker would refuse the app; then it has no function at all.
    """
    try:
        module = importlib.import_module(module_name)
    except Exception as error:
        raise HostError(f"{module_name}.py cannot be imported:\n{traceback.format_exc()}") from error
    apps = {name: each for name, each in vars(module).items() if isinstance(each, func.FunctionRegister)}
    if len(apps) != 1:
        raise HostError(f"{module_name}.py must hold exactly one FunctionApp; found {', '.join(apps) or 'none'}")
    try:
        functions = next(iter(apps.values())).get_functions()
        return _indexed(functions, environment)
    except HostError:
        raise
    except Exception as error:  # the library raises ValueError and others for bad decorators
        raise HostError(f"{module_name}.py: {error}") from error


def _indexed(functions: list[Any], environment: Mapping[str, str]) -> list[IndexedFunction]:
    indexed = []
    for function in functions:
        name, call = function.get_function_name(), function.get_user_function()
        bindings = [binding.get_dict_repr() for binding in function.get_bindings()]
        check_function(name, call, bindings)
        trigger = next(each for each in bindings if each["type"].endswith("Trigger"))
        try:
            values: dict[str, Any] = {key: _resolved(value, environment) for key, value in trigger.items()}
        except HostError as error:
            raise HostError(f"Function '{name}': {error}") from error
        is_disabled = environment.get(f"AzureWebJobs.{name}.Disabled", "").lower() in ("true", "1")
        indexed.append(IndexedFunction(name, call, Binding(values["type"], values["name"], values), is_disabled))
    check_app([(function.name, function.trigger.values) for function in indexed])
    return indexed


def _resolved(value: object, environment: Mapping[str, str]) -> object:
    return app_settings.resolve(value, environment) if isinstance(value, str) else value
