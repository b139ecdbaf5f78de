"""Match paths against .gitignore patterns, fast enough for millions of paths (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from pathspec import GitIgnoreSpec

MOST_STARS = 3  # between slashes: each further star multiplies the time for a long name by its length
_ANYWHERE = "^(?:.+/)?"  # how pathspec begins a pattern that matches at any depth


@dataclass(frozen=True)
class PathPatterns:
    """Patterns of which the last match counts; one that begins with ``!`` includes paths again."""

    lines: tuple[str, ...]

    @classmethod
    def parse(cls, lines: Sequence[str]) -> Self:
        """Parse patterns.

        :raises ValueError: if one is not a pattern.
        """
        patterns = cls(tuple(lines))
        for line, pattern in zip(lines, patterns._spec.patterns, strict=True):
            if pattern.include is None:
                raise ValueError("it matches nothing; what begins with # is a comment, and \\# is not")
            if any(segment.count("*") > MOST_STARS for segment in line.replace("**", "").split("/")):
                raise ValueError(f"it has more than {MOST_STARS} stars between slashes")
        return patterns

    def match(self, path: str) -> int | None:
        """Return the index of the pattern that excludes a path; None if none does."""
        if not self._any.match(path.removeprefix("/")):  # enough for most paths
            return None
        result = self._spec.check_file(path)
        return result.index if result.include else None

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return GitIgnoreSpec.from_lines(self.lines)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return _any_of(self._spec)


def _any_of(spec: GitIgnoreSpec) -> re.Pattern[str]:
    """Return one expression that matches if any exclusion does: 25 times as fast as trying them one by one."""
    texts = [each.regex.pattern for each in spec.patterns if each.include and each.regex]
    texts = [re.sub(r"\?P<\w+>", "?:", text) for text in texts]
    anywhere = [text.removeprefix(_ANYWHERE) for text in texts if text.startswith(_ANYWHERE)]
    others = [text for text in texts if not text.startswith(_ANYWHERE)]
    joined = [f"(?:^|.*/)(?:{'|'.join(anywhere)})"] if anywhere else []
    return re.compile("|".join([*joined, *others]) or r"(?!)")
