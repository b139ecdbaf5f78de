"""Check what makes the Functions host refuse or disable a function; the app's other functions run.

Sources: ``ScriptHost.cs``, ``Utility.cs`` and ``HttpRoutesConflict`` of azure-functions-host for refusals,
``HostListenerFactory.cs`` of the WebJobs SDK for disabled functions.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from local.host.errors import HostError
from local.host.ported.dispatch import methods_of

SUPPORTED_TRIGGERS = ("httpTrigger", "timerTrigger", "serviceBusTrigger")
_BINDING_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9]{0,127}")
_FUNCTION_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,127}")
_RESERVED_ROUTES = ("admin", "runtime")
_RETURN_NAME = "$return"


def check_by_host(name: str, bindings: Sequence[Mapping[str, Any]]) -> None:
    """Check a function's name, bindings and trigger.

    :raises HostError: saying what is wrong.
    """
    _check_names(name, bindings)
    _check_trigger(bindings)


def check_conflicts(name: str, trigger: Mapping[str, Any], others: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Check that no function before this one has its name, or its route and one of its methods.

    :raises HostError: naming the other function.
    """
    for other_name, other in others:
        if name.lower() == other_name.lower():
            raise HostError("another function has the same name")
        if trigger["type"] == other["type"] == "httpTrigger" and _route(name, trigger) == _route(other_name, other):
            shared = methods_of(trigger) & methods_of(other)
            if shared:
                raise HostError(f"'{other_name}' has the same route for {', '.join(sorted(shared))}")


def is_disabled(name: str, environment: Mapping[str, str]) -> bool:
    """Return whether a setting disables the function."""
    settings = (f"AzureWebJobs.{name}.Disabled", f"AzureWebJobs_{name}_Disabled")
    return any(environment.get(setting, "").lower() in ("true", "1") for setting in settings)


def _check_names(name: str, bindings: Sequence[Mapping[str, Any]]) -> None:
    if not _FUNCTION_NAME.fullmatch(name):
        raise HostError("a function's name begins with a letter and consists of letters, digits, '_' and '-'")
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
        raise HostError("this host supports only Service Bus functions of one message without sessions; use Core Tools")


def _route(name: str, trigger: Mapping[str, Any]) -> str:
    return str(trigger.get("route") or name).strip("/").lower()
