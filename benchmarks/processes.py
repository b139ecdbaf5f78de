"""CPU time and memory of other processes, from Linux' /proc."""

import os
import sys
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Return the user and system time that a process has used, its finished children included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def peak_rss_mb(pid: int) -> float:
    """Return the most memory that a process has had, in MB."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def expect_linux() -> None:
    """End with a clear message where there is no /proc."""
    if not Path("/proc/self/stat").exists():
        sys.exit("The benchmarks read /proc, which this system does not have: run them on Linux.")
