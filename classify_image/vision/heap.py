"""Return freed memory to the operating system."""

import ctypes
from functools import cache
from typing import Any

MUCH = 64_000_000  # bytes; less is soon needed again


@cache
def _malloc_trim() -> Any:  # noqa: ANN401 - a C function, or None
    """Return glibc's malloc_trim; other C libraries have none, and retain less memory."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def release_memory(used: int) -> None:
    """Return free memory to the system if much was used.

    glibc retains memory that threads have freed: after the first such block, it no longer maps blocks of up to 32 MB
    one by one (M_MMAP_THRESHOLD in mallopt(3)), and each thread's arena keeps its own.
    """
    if used >= MUCH and (trim := _malloc_trim()):
        trim(0)
