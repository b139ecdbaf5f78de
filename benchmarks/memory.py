"""Compare the actual peak memory of decoding with the estimate, for the largest image of each kind.

    make bench NAME=memory [KIND=WebP]

Each file is the largest square that MAX_IMAGE_PIXELS and MAX_IMAGE_MEMORY allow, decoded in a process of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.image_kinds import KINDS, Kind
from classify_image.vision.decode import decode
from classify_image.vision.heap import MUCH, release_memory
from classify_image.vision.needed_side import DEFAULT_NEED
from classify_image.vision.opening.opened_image import open_image
from classify_image.vision.preprocess import to_tensor
from classify_image.vision.thumbnail import make_thumbnail
from cocoon.errors import PermanentError

MOST_PIXELS, MOST_MEMORY = 100_000_000, 480_000_000  # the default settings
CLOSE = 0.97  # share of the limit that is close enough
PROBE = 3000  # pixels per side of the image from which the largest side is computed


def main() -> None:
    """Print a table."""
    table = Table("Kind", "Largest", "Reckoned with", "Peak", "Peak / reckoned", "Bytes a pixel")
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            if os.environ.get("KIND", "") in kind.name:
                side, content = largest(kind)
                file = Path(folder) / "image"
                file.write_bytes(content)
                reckoned, peak = in_child(file)
                row = (f"{side:,} x {side:,}", f"{reckoned / 1e6:.0f} MB", f"{peak / 1e6:.0f} MB")
                table.add_row(kind.name, *row, f"{peak / reckoned:.2f}", f"{peak / side**2:.1f}")
    Console(width=120).print(table)


def largest(kind: Kind) -> tuple[int, bytes]:
    """Return the side of the largest square within the limits, and a file with that square."""
    side, content = PROBE, b""
    for _ in range(4):
        content = kind.encode((side, side))
        try:
            memory = open_image(content, MOST_PIXELS, DEFAULT_NEED).memory
        except PermanentError:
            side -= 8
            continue
        if side**2 >= MOST_PIXELS or MOST_MEMORY * CLOSE < memory <= MOST_MEMORY:
            break
        side = min(int(side * (0.985 * MOST_MEMORY / memory) ** 0.5), int(MOST_PIXELS**0.5))
    return side, content


def in_child(file: Path) -> tuple[int, int]:
    """Decode a file in a process of its own; return the estimated and the actual bytes."""
    command = [sys.executable, "-m", "benchmarks.memory", str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ourselves
    reckoned, peak = json.loads(ended.stdout)
    return reckoned, peak


def decode_here(content: bytes) -> tuple[int, int]:
    """Decode a file as the classifier does; return the estimated and the actual bytes."""
    release_memory(MUCH)
    Path("/proc/self/clear_refs").write_text("5")  # reset the peak: proc_pid_clear_refs(5)
    opened = open_image(content, MOST_PIXELS, DEFAULT_NEED)
    before = _status("VmRSS")
    image = decode(opened).pixels
    for spec in DEFAULT_NEED.inputs:
        to_tensor(image, spec)
    make_thumbnail(image, DEFAULT_NEED.thumbnail)
    return opened.memory, max(0, _status("VmHWM") - before)


def decode_all(side: int) -> dict[str, tuple[int, int]]:
    """Decode a square of each kind, one after another in this process."""
    decode_here(KINDS[0].encode((64, 64)))  # loads what stays loaded
    return {kind.name: decode_here(kind.encode((side, side))) for kind in KINDS}


def _status(name: str) -> int:
    """Return a value of Linux's /proc/self/status in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def _read(path: str) -> bytes:
    return Path(path).read_bytes()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(decode_all(int(sys.argv[2])) if sys.argv[1] == "--all" else decode_here(_read(sys.argv[1]))))
    else:
        main()
