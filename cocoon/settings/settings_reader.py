"""Read each kind of setting from text, and collect the problems."""

from collections.abc import Callable, Mapping, Sequence

from cocoon.ncrontab.schedule import misleading
from cocoon.numbers import parse_number
from cocoon.selection.path_patterns import PathPatterns
from cocoon.settings.connection import Connection

Check = Callable[[str], str | None]  # returns the problem with a value, without repeating the value


class SettingsReader:
    """Reads settings from an environment, and collects ``problems``, one sentence each."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """Read a text, which is required unless it has a default."""
        value = self._environment.get(name) or default
        if value is None:
            self.problems.append(f"{name} is not set")
        return value or ""

    def checked(self, name: str, check: Check) -> str:
        """Read and check a required text; it may hold a key, so no error repeats it."""
        value = self.text(name)
        self._check(name, value, check)
        return value

    def names(self, name: str, default: str = "") -> tuple[str, ...]:
        """Read names separated by commas; strip white space around each."""
        return tuple(each.strip() for each in self.text(name, default).split(",") if each.strip())

    def uris(self, name: str) -> tuple[str, ...]:
        """Read URIs separated by commas; a comma within a URI's query, as of a SAS's ``spr=https,http``, is its own."""
        parts: list[str] = []
        for part in self.names(name):
            if parts and "/" not in part and "?" in parts[-1]:
                parts[-1] += f",{part}"
            else:
                parts.append(part)
        return tuple(parts)

    def patterns(self, name: str, before: Sequence[str]) -> PathPatterns:
        """Read .gitignore patterns separated by commas, and append them to those ``before``."""
        lines = self.names(name)
        for line in lines:
            try:
                PathPatterns.parse([line])
            except ValueError as error:
                self.problems.append(f"{name} has {line!r}: {error}; patterns are as in a .gitignore")
                return PathPatterns.parse(before)
        return PathPatterns.parse([*before, *lines])

    def part(self, name: str, key: str) -> str:
        """Read the value of one key of ``key=value;key=value``."""
        pairs = (each.partition("=") for each in self.text(name, "").split(";"))
        return next((value.strip() for name, _, value in pairs if name.strip().lower() == key.lower()), "")

    def extensions(self, name: str, default: str) -> tuple[str, ...]:
        """Read file extensions, in lower case."""
        extensions = tuple(each.lower() for each in self.names(name, default))
        self.problems += [
            f"{name} has {each!r}: extensions begin with a dot" for each in extensions if not each.startswith(".")
        ]
        return extensions

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """Read a number of the default's type, from low to high."""
        raw = self._environment.get(name)
        if not raw:
            return default
        try:
            return parse_number(raw.strip().replace("_", ""), type(default), low, high)  # 50_000_000 is easier to read
        except ValueError as error:
            self.problems.append(f"{name} is {raw!r}: it {error}")
            return default

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """Read one of several words; the first is the default."""
        value = self._environment.get(name) or allowed[0]
        if value not in allowed:
            self.problems.append(f"{name} is {value!r}: it must be {' or '.join(allowed)}")
        return value

    def schedule(self, name: str) -> str:
        """Read an optional timer schedule; report one that the host would misread."""
        raw = self._environment.get(name) or ""
        if raw and (problem := misleading(raw)):
            self.problems.append(f"{name} is {raw!r}: {problem}")
        return raw

    def switch(self, name: str, *, default: bool) -> bool:
        """Read true or false."""
        raw = (self._environment.get(name) or str(default)).lower()
        if raw not in ("true", "false"):
            self.problems.append(f"{name} is {raw!r}: it must be true or false")
        return raw == "true"

    def connection(self, name: str, check: Check, address_suffix: str, check_address: Check) -> Connection:
        """Read ``NAME``, or the ``NAME__...`` settings of an identity-based connection."""
        get = self._environment.get
        address_name = f"{name}__{address_suffix}"
        connection_string, address = get(name) or None, get(address_name) or None
        if connection_string is None and address is None:
            self.problems.append(
                f"{name} is not set: give a connection string, or {address_name} for a managed identity"
            )
        self._check(name, connection_string, check)
        self._check(address_name, address, check_address)
        return Connection(name, connection_string, address, get(f"{name}__clientId") or None)

    def _check(self, name: str, value: str | None, check: Check) -> None:
        if value and (problem := check(value)):
            self.problems.append(f"{name} cannot be used: {problem}")
