"""Give freed memory back to the system."""

import ctypes
from functools import cache
from typing import Any

MUCH = 64_000_000  # bytes; below, the allocator needs it again soon


@cache
def _malloc_trim() -> Any:  # noqa: ANN401 - a C function, or None
    """Return glibc's malloc_trim; other C libraries have none, and keep less."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back(used: int) -> None:
    """Return free memory to the system after much was used.

    glibc keeps what threads have freed: blocks of up to 32 MB are no longer mapped one by one once a first was freed
    (M_MMAP_THRESHOLD in mallopt(3)), and each thread's arena holds on to its own.
    """
    if used >= MUCH and (trim := _malloc_trim()):
        trim(0)
