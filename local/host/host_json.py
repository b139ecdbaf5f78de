"""The host's configuration, ``host.json``: https://learn.microsoft.com/azure/azure-functions/functions-host-json."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from local.host.config_file import read_json
from local.host.errors import HostError
from local.host.ported.time_span import parse_time_span


@dataclass(frozen=True, slots=True)
class HostConfig:
    """The options that this host honours, with the real host's defaults."""

    route_prefix: str = "api"
    function_timeout: timedelta | None = timedelta(minutes=30)
    prefetch_count: int = 0
    max_concurrent_calls: int = 16
    max_auto_lock_renewal: timedelta = timedelta(minutes=5)


def read(path: Path) -> HostConfig:
    """Read a host.json.

    :raises HostError: naming the file and what is wrong with it.
    """
    content = read_json(path)
    try:
        return _config(content)
    except (AttributeError, TypeError, ValueError) as error:
        raise HostError(f"{path}: {error}") from error


def _config(content: dict[str, Any]) -> HostConfig:
    if content.get("version") != "2.0":
        raise ValueError(f"version is {content.get('version')!r}; it must be '2.0'")
    extensions = content.get("extensions", {})
    service_bus = extensions.get("serviceBus", {})
    if service_bus.get("autoCompleteMessages", True) is not True:
        raise ValueError("autoCompleteMessages false: a Python function cannot settle messages itself")
    default, timeout = HostConfig(), content.get("functionTimeout")
    renewal = service_bus.get("maxAutoLockRenewalDuration")
    return HostConfig(
        route_prefix=extensions.get("http", {}).get("routePrefix", default.route_prefix).strip("/"),
        function_timeout=None if timeout == "-1" else _time_span(timeout) if timeout else default.function_timeout,
        prefetch_count=int(service_bus.get("prefetchCount", default.prefetch_count)),
        max_concurrent_calls=int(service_bus.get("maxConcurrentCalls", default.max_concurrent_calls)),
        max_auto_lock_renewal=_time_span(renewal) if renewal else default.max_auto_lock_renewal,
    )


def _time_span(text: str) -> timedelta:
    """Parse a time span, as the binder that ``ScriptJobHostOptionsSetup.cs`` of azure-functions-host calls does."""
    span = parse_time_span(text)
    if span is None or span < timedelta(0):
        raise ValueError(f"{text!r} is not a time span such as 00:05:00")
    return span
