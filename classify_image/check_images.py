"""Decode the files of a folder as a worker would by default; print each outcome: ``make cases FOLDER=folder``."""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from classify_image.vision.decode import decode
from classify_image.vision.needed_side import DEFAULT_NEED
from classify_image.vision.opening.opened_image import open_image
from cocoon.errors import PermanentError
from cocoon.settings.app_settings import MAX_IMAGE_BYTES, MAX_IMAGE_MEMORY, MAX_IMAGE_PIXELS

DECODED, WORST = "decoded", 5


class Outcome(NamedTuple):
    """The outcome of a file: a code, its explanation, the seconds that decoding took, and the peak memory in bytes."""

    file: str
    code: str
    text: str
    seconds: float
    memory: int


def main() -> int:
    """Print the outcome of each file; return the exit code: 1 if the folder has no file."""
    parser = argparse.ArgumentParser(prog="python -m classify_image.check_images", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder whose files are decoded, those of its subfolders included")
    parser.add_argument("--failed", action="store_true", help="list only the files that are not decoded")
    arguments = parser.parse_args()
    outcomes: list[Outcome] = []
    try:
        for path in sorted(path for path in arguments.folder.rglob("*") if path.is_file()):
            outcome = look_at(path, str(path.relative_to(arguments.folder)))
            outcomes.append(outcome)
            if not (arguments.failed and outcome.code == DECODED):
                print(f"{outcome.code:20} {_printable(outcome.file)}: {outcome.text}", flush=True)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
    print(*summary(outcomes), sep="\n")
    return 0 if outcomes else 1


def look_at(path: Path, name: str) -> Outcome:
    """Decode a file within the default limits and return the outcome."""
    started, memory = time.perf_counter(), 0
    try:
        if path.stat().st_size > MAX_IMAGE_BYTES:
            text = f"The file has {path.stat().st_size:,} bytes; the limit is {MAX_IMAGE_BYTES:,}."
            return Outcome(name, "blob_too_large", text, 0.0, 0)
        opened = open_image(path.read_bytes(), MAX_IMAGE_PIXELS, DEFAULT_NEED)
        memory = opened.memory
        if memory > MAX_IMAGE_MEMORY:
            text = f"Decoding it takes {memory:,} bytes of memory at once; the limit is {MAX_IMAGE_MEMORY:,}."
            return Outcome(name, "image_memory_exceeded", text, time.perf_counter() - started, memory)
        width, height = decode(opened).size
        code, text = DECODED, f"{opened.image.format}, {width} x {height}"
    except PermanentError as error:
        code, text = error.code, str(error)
    except OSError as error:
        code, text = "unreadable", str(error)
    return Outcome(name, code, text, time.perf_counter() - started, memory)


def summary(outcomes: Sequence[Outcome]) -> Iterable[str]:
    """Yield lines that count the outcomes and name the slowest files and those that take the most memory."""
    yield f"\n{len(outcomes)} files"
    codes = [outcome.code for outcome in outcomes]
    for code in sorted(set(codes), key=lambda each: -codes.count(each)):
        yield f"  {codes.count(code):6} {code}"
    yield "\nslowest"
    for each in sorted(outcomes, key=lambda each: -each.seconds)[:WORST]:
        yield f"  {each.seconds:6.2f} s   {_printable(each.file)}"
    yield "\nmost memory at once"
    for each in sorted(outcomes, key=lambda each: -each.memory)[:WORST]:
        yield f"  {each.memory / 1e6:6.0f} MB  {_printable(each.file)}"


def _printable(name: str) -> str:
    return name.encode(errors="replace").decode()


if __name__ == "__main__":
    sys.exit(main())
