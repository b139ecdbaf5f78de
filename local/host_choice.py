"""Choose the Functions host that runs the app: Core Tools if they listen on loopback only, else our own.

Core Tools before 4.14 listen on every address of the machine and ask for no key; so does the preview of version 5,
which also installs the requirements at each start (``StartHostAction.cs`` of 4.14.0,
``HostProcessStartInfoFactory.cs`` of 5.0.0-preview.3).
"""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from local import services
from local.errors import StackError
from local.services import Service

SETTING = "FUNCTIONS_HOST"
FIRST_ON_LOOPBACK, FIRST_UNKNOWN = (4, 14), (5, 0)
VERSION_TIMEOUT = 30.0
_VERSION = re.compile(r"^(\d+)\.(\d+)\.\d+\S*$", re.MULTILINE)


class Choice(NamedTuple):
    """A host, and a note for the person if it is not the expected one."""

    host: Service
    note: str = ""


def choose(environment: Mapping[str, str], state: Path, port: int) -> Choice:
    """Return the host that ``FUNCTIONS_HOST`` names: ``func`` or ``local``; without it, Core Tools if they are usable.

    :raises ValueError: if the setting has another value.
    :raises StackError: if the setting is ``func`` and Core Tools are missing or unusable.
    """
    wanted = environment.get(SETTING, "")
    if wanted not in ("", "func", "local"):
        raise ValueError(f"{SETTING} is {wanted!r}; it must be func, local, or left out")
    own = Choice(services.functions_host(state, port))
    func = shutil.which("func", path=environment.get("PATH"))
    if wanted == "local" or (not wanted and not func):
        return own
    if not func:
        raise StackError(f"{SETTING} is func, but Azure Functions Core Tools ('func') are not on the PATH")
    reason = refusal(version_of(func))
    if not reason:
        return Choice(services.core_tools(func, port))
    if wanted:
        raise StackError(f"{SETTING} is func, but {reason}")
    return own._replace(
        note=f"{reason}, so the app runs in our own host ({SETTING}=local chooses it without this note)"
    )


def version_of(func: str) -> str:
    """Return the output of ``func --version``."""
    try:
        ended = subprocess.run(
            [func, "--version"], capture_output=True, text=True, timeout=VERSION_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"no version ({error})"
    return ended.stdout.strip() or ended.stderr.strip()


def refusal(version: str) -> str:
    """Return why a version of Core Tools is not used; an empty text if it is."""
    match = _VERSION.search(version)
    if match is None:
        return f"'func --version' prints {version[:80]!r}, which is not a version"
    number = (int(match[1]), int(match[2]))
    if number < FIRST_ON_LOOPBACK:
        return (
            f"Core Tools {match[0]} let every machine on the network call the app without a key; 4.14 and newer do not"
        )
    if number >= FIRST_UNKNOWN:
        return f"Core Tools {match[0]} have no known way to listen on loopback only; 4.14 and newer 4.x have"
    return ""
