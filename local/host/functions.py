"""The app's functions, as indexing finds them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Binding:
    """A trigger; the ``%SETTING%`` references in its values are resolved."""

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
