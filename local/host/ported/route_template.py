"""A function's route, matched as ASP.NET Core matches it.

Sources, ASP.NET Core 8: ``RoutePatternParser`` and ``RouteMatcher``; tests/host/routes.json has their answers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from local.host.errors import HostError

_PARAMETER = re.compile(r"\{(?P<stars>\*{0,2})(?P<name>[A-Za-z_]\w*)(?P<constraint>:[^}?]*)?(?P<optional>\?)?\}")
_CONSTRAINTS: dict[str | None, Callable[[str], bool]] = {
    None: lambda _: True,
    ":int": lambda text: re.fullmatch(r"[+-]?[0-9]{1,10}", text) is not None and -(2**31) <= int(text) < 2**31,
    ":alpha": lambda text: re.fullmatch("[A-Za-z]*", text) is not None,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A segment of a template: the literal ``text``, or a parameter with that name."""

    text: str
    is_parameter: bool = False
    is_optional: bool = False
    is_catch_all: bool = False
    constraint: str | None = None


@dataclass(frozen=True, slots=True)
class RouteTemplate:
    """A route, split into its segments."""

    parts: tuple[Part, ...]

    @classmethod
    def parse(cls, text: str) -> "RouteTemplate":
        """Parse a template.

        :raises HostError: if it uses a feature that this host does not support.
        """
        segments = text.strip("/").split("/") if text.strip("/") else []
        return cls(tuple(_part(segment, is_last=segment is segments[-1]) for segment in segments))

    def match(self, path: str) -> dict[str, str] | None:
        """Return the route's values, or None if the path does not match.

        The case of literals does not matter, nor does one slash at the end.
        """
        values: dict[str, str] = {}
        rest = path.removeprefix("/")
        for part in self.parts:
            if part.is_catch_all:
                if rest.startswith("/"):  # an empty segment
                    return None
                return values | ({part.text: rest} if rest else {})
            segment, _, rest = rest.partition("/")
            if not part.is_parameter:
                if segment.lower() != part.text.lower():
                    return None
            elif segment:
                if not _CONSTRAINTS[part.constraint](segment):
                    return None
                values[part.text] = segment
            elif not part.is_optional or rest or path.startswith("//"):
                return None
        return None if rest or path.endswith("//") else values


def _part(segment: str, *, is_last: bool) -> Part:
    match = _PARAMETER.fullmatch(segment)
    if match is None:
        if "{" in segment or "}" in segment:
            raise HostError(f"this host does not support the route part {segment!r}; use Core Tools")
        return Part(segment)
    constraint, is_optional, is_catch_all = match["constraint"], bool(match["optional"]), bool(match["stars"])
    if constraint not in _CONSTRAINTS or ((is_optional or is_catch_all) and not is_last):
        raise HostError(f"this host does not support the route part {segment!r}; use Core Tools")
    return Part(match["name"], True, is_optional, is_catch_all, constraint)
