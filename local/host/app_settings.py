"""App settings: those of ``local.settings.json``, and the ``%SETTING%`` references of bindings."""

import re
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from local.host.config_file import read_json
from local.host.errors import HostError

_REFERENCE = re.compile(r"%([^%]+)%")


def load(path: Path, environment: MutableMapping[str, str]) -> None:
    """Add the file's ``Values`` to the environment; existing variables keep their values.

    :raises HostError: naming the file and what is wrong with it.
    """
    for name, value in read_values(path).items():
        environment.setdefault(name, value)


def read_values(path: Path) -> dict[str, str]:
    """Return the ``Values`` of a ``local.settings.json``.

    :raises HostError: naming the file and what is wrong with it.
    """
    content = read_json(path, "; copy local.settings.template.json to it")
    if not isinstance(content, dict) or not isinstance(content.get("Values", {}), dict):
        raise HostError(f"{path} must be an object with an object 'Values'")
    if content.get("IsEncrypted"):
        raise HostError(f"{path} is encrypted; run 'func settings decrypt'")
    values: dict[str, str] = content.get("Values", {})
    wrong = [name for name, value in values.items() if not isinstance(value, str)]
    if wrong:
        raise HostError(f"{path}: the values of {', '.join(wrong)} must be strings")
    return values


def resolve(text: str, environment: Mapping[str, str]) -> str:
    """Return a binding's text with each ``%NAME%`` replaced by that setting.

    :raises HostError: naming a setting that is missing.
    """

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in environment:
            raise HostError(f"'%{name}%' does not resolve: the setting {name} is missing")
        return environment[name]

    return _REFERENCE.sub(value, text)
