"""Say which database is measured, and at which sizes (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.classify import environment_with_path
from cocoon.settings.app_settings import Settings, from_environment
from local.configuration import ROOT, TEMPLATE
from local.host.app_settings import read_values

EMBEDDED_SIZES = "2000,20000"
STATE = ROOT / ".local/benchmarks/search"  # kept, and with it the documents that were loaded
PORTS = ("BLOB_PORT", "SERVICE_BUS_PORT", "MONGODB_PORT")


@dataclass(frozen=True, slots=True)
class Target:
    """The sizes to measure, the words of the kinds to measure (none: all), and the settings of the app."""

    sizes: tuple[int, ...]
    kinds: tuple[str, ...]
    environment: Mapping[str, str]

    @classmethod
    def of(cls, variables: Mapping[str, str], state: Path = STATE) -> Self:
        """Return what the variables of the environment ask for.

        :raises ValueError: if DOCUMENTS is wrong.
        """
        raw = variables.get("DOCUMENTS") or EMBEDDED_SIZES
        sizes = tuple(int(each) if each.strip().isdigit() else 0 for each in raw.split(","))
        if not all(sizes):
            raise ValueError(f"DOCUMENTS is {raw!r}; it must be a number, or several with commas")
        values = read_values(TEMPLATE) | {"STATE": variables.get("STATE") or str(state)}
        values |= {port: variables[port] for port in PORTS if variables.get(port)}
        if uri := variables.get("MONGODB"):
            values["MONGODB_URI"] = uri
        kinds = tuple(each.strip() for each in variables.get("KINDS", "").split(",") if each.strip())
        return cls(tuple(sorted(sizes)), kinds, environment_with_path(values))


def settings_of(environment: Mapping[str, str], size: int) -> Settings:
    """Return the app's settings for the database of a size."""
    return from_environment({**environment, "DATABASE_NAME": f"cocoon-bench-{size}"})
