"""Decide which files a publish sends, reading ``.funcignore`` as Core Tools and as azd do.

Core Tools 4 have their own reader (azure-functions-core-tools ``src/Cli/func/Common/GitIgnoreParser.cs`` and
``FileSystemHelpers.cs``), which looks like git's but differs: a line matches from the beginning of the path up to the
end of a word, so ``requirements`` matches ``requirements.txt``, and ``*`` needs at least one character.
azd 1.18 and later read the file with a library that follows git's rules (azure-dev, go-gitignore).
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

Sent = Callable[[PurePosixPath], bool]

# Folders with tens of thousands of files, which are searched only if some of their files would be sent.
_LARGE = frozenset({".git", ".venv", ".venv-checks", "node_modules"})
# Core Tools never send these, regardless of .funcignore: FileSystemHelpers.GetLocalFiles.
_FOLDERS_NEVER_SENT = frozenset({".git", ".vscode"})
_FILES_NEVER_SENT = frozenset({".funcignore", ".gitignore", "local.settings.json", "project.lock.json"})
# azd never sends these: azure-dev, pkg/project/project_utils.go.
_NEVER_SENT_BY_AZD = (".azure/", ".funcignore", "local.settings.json")


def core_tools(lines: Iterable[str]) -> Sent:
    """Return whether Core Tools send a file, given by its path from the root."""
    left_out, kept = [], []
    for line in (each.strip() for each in lines):
        if line.startswith("!"):
            kept.append(_expression(line[1:]))
        elif line and not line.startswith("#"):
            left_out.append(_expression(line))

    def sent(path: PurePosixPath) -> bool:
        *folders, name = str(path).lower().split("/")
        if name in _FILES_NEVER_SENT or _FOLDERS_NEVER_SENT & set(folders):
            return False
        return _matches(kept, path) or not _matches(left_out, path)

    return sent


def git(lines: Iterable[str]) -> Sent:
    """Return whether azd sends a file, given by its path from the root: by git's rules, except for three names."""
    ignored = GitIgnoreSpec.from_lines([*lines, *_NEVER_SENT_BY_AZD])
    return lambda path: not ignored.match_file(str(path))


def sent_files(root: Path, sent: Sent) -> Iterator[PurePosixPath]:
    """Yield the paths below a folder that are sent, in order; both tools follow links."""
    for folder, folders, names in os.walk(root, followlinks=True):
        here = PurePosixPath(Path(folder).relative_to(root).as_posix())
        folders[:] = sorted(each for each in folders if each not in _LARGE or sent(here / each / "any"))
        yield from (here / each for each in sorted(names) if sent(here / each))


def _expression(line: str) -> str:
    text = re.sub(r"[-\[\]/{}()+?.\\^$|]", r"\\\g<0>", line.removeprefix("/"))
    return text.replace("**", "(.+)").replace("*", "([^\\/]+)")


def _matches(expressions: list[str], path: PurePosixPath) -> bool:
    return bool(expressions) and re.search(rf"^(({')|('.join(expressions)}))\b", str(path), re.ASCII) is not None
