"""Patterns of paths as in a .gitignore, made to be matched a million times (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from pathspec import GitIgnoreSpec

MOST_STARS = 3  # between slashes: with each one more, matching a long name takes as many times longer as it is long
_ANYWHERE = "^(?:.+/)?"  # how pathspec begins a pattern that matches at any depth


@dataclass(frozen=True)
class PathPatterns:
    """Patterns, of which the last that matches counts; one that begins with ``!`` takes in again."""

    lines: tuple[str, ...]

    @classmethod
    def parse(cls, lines: Sequence[str]) -> Self:
        """Read patterns.

        :raises ValueError: if one is no pattern.
        """
        made = cls(tuple(lines))
        for line, pattern in zip(lines, made._spec.patterns, strict=True):
            if pattern.include is None:
                raise ValueError("it matches nothing; what begins with # is a comment, and \\# is not")
            if any(segment.count("*") > MOST_STARS for segment in line.replace("**", "").split("/")):
                raise ValueError(f"it has more than {MOST_STARS} stars between slashes")
        return made

    def match(self, path: str) -> int | None:
        """Return which pattern leaves a path out, counted from 0; None if none does."""
        if not self._any.match(path.removeprefix("/")):  # of most paths that is all
            return None
        found = self._spec.check_file(path)
        return found.index if found.include else None

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return GitIgnoreSpec.from_lines(self.lines)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return _any_of(self._spec)


def _any_of(spec: GitIgnoreSpec) -> re.Pattern[str]:
    """Return one expression that matches whatever any of the patterns leaves out: 25 times as fast as one by one."""
    texts = [each.regex.pattern for each in spec.patterns if each.include and each.regex]
    texts = [re.sub(r"\?P<\w+>", "?:", text) for text in texts]
    anywhere = [text.removeprefix(_ANYWHERE) for text in texts if text.startswith(_ANYWHERE)]
    others = [text for text in texts if not text.startswith(_ANYWHERE)]
    joined = [f"(?:^|.*/)(?:{'|'.join(anywhere)})"] if anywhere else []
    return re.compile("|".join([*joined, *others]) or r"(?!)")
