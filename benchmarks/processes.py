"""Read the CPU time and the memory of other processes from Linux's /proc."""

import os
import sys
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Return the user and system time of a process, including its finished children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def peak_rss_mb(pid: int) -> float:
    """Return the peak memory of a process, in MB."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def expect_linux() -> None:
    """Exit with a clear message if there is no /proc."""
    if not Path("/proc/self/stat").exists():
        sys.exit("The benchmarks read /proc, which this system does not have: run them on Linux.")
