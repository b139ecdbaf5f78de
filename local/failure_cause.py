"""Find what is behind an error: a server that has ended, a full disk, or a request that Azurite cannot serve."""

import shutil
import time

from azure.core.exceptions import HttpResponseError

from cocoon.services.storage_errors import azurite_problem
from local.configuration import Configuration
from local.errors import StackError
from local.stack import Stack

EXIT_SECONDS = 0.3  # within which a killed process is known to have ended
FEWEST_FREE_BYTES = 8_000_000  # with fewer, servers fail in ways of their own


def find_cause(stack: Stack, error: Exception) -> Exception | None:
    """Return the cause of a client's error, or None if it is the error itself."""
    time.sleep(EXIT_SECONDS)
    if full := full_disk(stack.configuration):
        return full
    try:
        stack.check_servers()
    except StackError as ended:
        return ended
    problem = azurite_problem(error) if isinstance(error, HttpResponseError) else None
    return StackError(problem) if problem else None


def full_disk(configuration: Configuration) -> StackError | None:
    """Return an error if the state folder's disk is full: servers fail on one without saying why."""
    if shutil.disk_usage(configuration.state).free >= FEWEST_FREE_BYTES:
        return None
    return StackError(
        f"The disk of {configuration.state} is full. Make room, or name a folder on another disk with STATE=..."
    )
