"""Find the functions of the app, as the Python worker does, and check them, as the worker and the host do."""

import importlib
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import azure.functions as func

from cocoon.ncrontab.fields import ScheduleError
from local.host import app_settings
from local.host.errors import HostError
from local.host.functions import Binding, IndexedFunction
from local.host.ported.host_checks import check_by_host, check_conflicts, is_disabled
from local.host.ported.route_template import RouteTemplate
from local.host.ported.timer_schedule import parse_schedule
from local.host.ported.worker_checks import check_by_worker


@dataclass(frozen=True, slots=True)
class Index:
    """The functions of an app in the order of their names, and why each of the others is refused."""

    functions: list[IndexedFunction]
    refused: list[str]


def index(environment: Mapping[str, str], module_name: str = "function_app") -> Index:
    """Import the app and return its functions; those that the real host refuses are left out.

    :raises HostError: if the real worker would refuse the app, which then has no functions at all.
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


def _indexed(functions: list[Any], environment: Mapping[str, str]) -> Index:
    indexed: list[IndexedFunction] = []
    refused = []
    for function in functions:
        name, call = function.get_function_name(), function.get_user_function()
        bindings = [binding.get_dict_repr() for binding in function.get_bindings()]
        check_by_worker(name, call, bindings)
        try:
            check_by_host(name, bindings)
            trigger = _trigger(bindings, environment)
            check_conflicts(name, trigger.values, [(other.name, other.trigger.values) for other in indexed])
        except HostError as error:
            refused.append(f"Function '{name}': {error}")
        else:
            indexed.append(IndexedFunction(name, call, trigger, is_disabled(name, environment)))
    return Index(sorted(indexed, key=lambda function: function.name.lower()), refused)


def _trigger(bindings: Sequence[Mapping[str, Any]], environment: Mapping[str, str]) -> Binding:
    """Return the trigger among the bindings, with its settings resolved.

    :raises HostError: if a setting is missing, or the route or the schedule cannot be used.
    """
    trigger = next(each for each in bindings if each["type"].endswith("Trigger"))
    values: dict[str, Any] = {key: _resolved(value, environment) for key, value in trigger.items()}
    if trigger["type"] == "httpTrigger":
        RouteTemplate.parse(str(values.get("route") or ""))
    if trigger["type"] == "timerTrigger":
        try:
            parse_schedule(str(values["schedule"]))
        except ScheduleError as error:
            raise HostError(f"the schedule {values['schedule']!r}: {error}") from error
    return Binding(values["type"], values["name"], values)


def _resolved(value: object, environment: Mapping[str, str]) -> object:
    return app_settings.resolve(value, environment) if isinstance(value, str) else value
