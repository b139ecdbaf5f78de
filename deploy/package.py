"""Make the zip that a publish sends, and print its size and that of the remote build: ``make package``."""

import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path, PurePosixPath

from deploy.built_files import MissingFilesError, expect_built
from deploy.funcignore import core_tools, git, sent_files

ROOT = Path(__file__).parent.parent
ZIP = ROOT / "dist/app.zip"
VARIANTS = ("requirements.txt", "requirements-full.txt")
MB = 1_000_000


def main() -> None:
    """Make the zip and print the sizes; with ``--quick``, do not install the packages to measure them."""
    try:
        expect_built(ROOT)
    except MissingFilesError as error:
        sys.exit(str(error))
    files = published(ROOT)
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


def published(root: Path) -> list[PurePosixPath]:
    """Return the files that a publish sends, as paths from the root, in order.

    :raises SystemExit: naming the files, if Core Tools and azd would send different ones.
    """
    lines = (root / ".funcignore").read_text().splitlines()
    files, of_azd = (list(sent_files(root, rule(lines))) for rule in (core_tools, git))
    if other := sorted(set(files) ^ set(of_azd)):
        names = ", ".join(map(str, other[:10]))
        sys.exit(f".funcignore: {len(other)} files are sent by Core Tools or by azd alone: {names}")
    return files


def write(root: Path, files: list[PurePosixPath], target: Path) -> None:
    """Write the zip; the same files give the same bytes."""
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            entry = zipfile.ZipInfo(str(each))
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, (root / each).read_bytes())


def _by_top(files: list[PurePosixPath]) -> list[tuple[str, tuple[int, int]]]:
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
