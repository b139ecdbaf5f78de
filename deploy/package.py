"""Make the zip that Core Tools would send, and say what it holds and what the remote build adds: ``make package``."""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec

ROOT = Path(__file__).parent.parent
ZIP = ROOT / "dist/app.zip"
VARIANTS = ("requirements-lite.txt", "requirements-full.txt")
# What Core Tools leave out whatever .funcignore says.
NEVER = (".git", ".vscode", ".funcignore", ".gitignore", "local.settings.json")
MB = 1_000_000


def main() -> None:
    """Make the zip and print the sizes; ``--quick`` does not install the packages to measure them."""
    files = list(packaged(ROOT))
    write(ROOT, files, ZIP)
    print(f"{ZIP.relative_to(ROOT)}: {len(files)} files, {_mb(ZIP.stat().st_size)} zipped,", end=" ")
    print(f"{_mb(sum((ROOT / each).stat().st_size for each in files))} unpacked")
    for top, (count, size) in _by_top(files):
        print(f"  {top:<28} {count:>4} files  {_mb(size):>9}")
    if "--quick" in sys.argv[1:]:
        return
    print("With the packages that the remote build installs (this takes a minute):")
    for name in VARIANTS:
        print(f"  {name:<28} {_mb(_installed_size(ROOT / name)):>20}")


def packaged(root: Path) -> Iterator[Path]:
    """Yield the paths that are published, relative to the root, in order."""
    ignored = GitIgnoreSpec.from_lines([*(root / ".funcignore").read_text().splitlines(), *NEVER])
    for folder, folders, names in os.walk(root, followlinks=True):
        here = Path(folder).relative_to(root)
        folders[:] = sorted(each for each in folders if not ignored.match_file(f"{here / each}/"))
        yield from (here / each for each in sorted(names) if not ignored.match_file(here / each))


def write(root: Path, files: list[Path], target: Path) -> None:
    """Write the zip; the same files give the same bytes."""
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            entry = zipfile.ZipInfo(each.as_posix())
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, (root / each).read_bytes())


def _by_top(files: list[Path]) -> list[tuple[str, tuple[int, int]]]:
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for each in files:
        top = each.parts[0] + ("/" if len(each.parts) > 1 else "")
        counts[top] += 1
        sizes[top] += (ROOT / each).stat().st_size
    return [(top, (counts[top], sizes[top])) for top in sorted(counts)]


def _installed_size(requirements: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        subprocess.run([*command, "--target", folder, "--requirement", requirements], check=True)
        return sum(each.stat().st_size for each in Path(folder).rglob("*") if each.is_file())


def _mb(size: int) -> str:
    return f"{size / MB:,.1f} MB"


if __name__ == "__main__":
    main()
