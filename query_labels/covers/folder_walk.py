"""Find the folders in a folder: read paths in their order, and leave out the rest of a folder with many."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import NamedTuple

from cocoon.services.access_paths.search_paths import FOLDERS
from cocoon.text import next_text
from query_labels.covers.cover import CANDIDATES

FIRST, NEXT = FOLDERS.most, 200  # paths that the first command reads, and each after it
MOST_EXAMINED = FIRST + 14 * NEXT  # paths that a request reads
MOST_SECONDS = 2.0  # after which no other command is sent

Range = Mapping[str, str]  # a MongoDB condition
ReadPaths = Callable[[Range, int], Awaitable[Sequence[str]]]  # in order


@dataclass(slots=True)
class Folder:
    """A folder, whose path ends with a slash.

    :ivar images: how many images in it and below it were counted.
    :ivar is_complete: whether it has no others.
    :ivar has_folders: whether there is a folder among what was counted.
    :ivar first: the first paths in it.
    """

    path: str
    images: int = 0
    is_complete: bool = False
    has_folders: bool = False
    first: list[str] = field(default_factory=list)

    def add(self, path: str) -> None:
        """Count an image."""
        self.images += 1
        self.has_folders = self.has_folders or "/" in path[len(self.path) :]
        if len(self.first) < CANDIDATES:
            self.first.append(path)


class Folders(NamedTuple):
    """Folders in the order of their names; and where to go on from, None if there are no more."""

    found: list[Folder]
    rest: str | None


async def find_folders(read: ReadPaths, below: str, limit: int, after: str = "") -> Folders:
    """Return the folders in one, at most ``limit``; fewer, and where to go on from, if too many images are between.

    :param after: where another request has ended: at a folder of the result, or at an image.
    """
    walk, examined, begun = _Walk(below, limit), 0, monotonic()
    range_ = range_after(after, below)
    while range_ is not None:
        wanted = min(NEXT if examined else FIRST, MOST_EXAMINED - examined)
        if not wanted or monotonic() - begun > MOST_SECONDS:
            return Folders(walk.found, walk.place)
        paths = await read(range_, wanted)
        examined += len(paths)
        if not walk.take(paths):
            return Folders(walk.found, walk.found[-1].path)
        if len(paths) < wanted:
            break
        range_ = range_after(walk.go_on(), below)
    walk.close()
    return Folders(walk.found, None)


class _Walk:
    """What was found so far; ``place`` is where the next request would go on."""

    def __init__(self, below: str, limit: int) -> None:
        self.found: list[Folder] = []
        self._below, self._limit = below, limit
        self._current: Folder | None = None  # whose images are being counted
        self._last = ""

    @property
    def place(self) -> str:
        return self._current.path if self._current else self._last

    def take(self, paths: Sequence[str]) -> bool:
        """Look at the next paths; return whether there was room for all their folders."""
        for path in paths:
            name = folder_of(path, self._below)
            if self._current and self._current.path != name:
                self.close()
            if name and not self._current:
                if len(self.found) == self._limit:
                    return False
                self._current = Folder(name)
                self.found.append(self._current)
            if self._current:
                self._current.add(path)
            self._last = path
        return True

    def go_on(self) -> str:
        """Return the place to go on from: the last image, or the whole folder if enough of it was counted."""
        if self._current and self._current.images >= NEXT:
            self._last, self._current = self._current.path, None
        return self._last

    def close(self) -> None:
        """Note that the folder that is being counted has no other images."""
        if self._current:
            self._current.is_complete, self._current = True, None


def folder_of(path: str, below: str) -> str:
    """Return the folder in ``below`` in which an image is; empty if it lies there itself."""
    name, slash, _ = path[len(below) :].partition("/")
    return below + name + slash if slash else ""


def range_after(after: str, below: str) -> Range | None:
    """Return the range of the paths in a folder after an image or a whole folder; None if nothing can be there."""
    end = {"$lt": end_} if (end_ := next_text(below)) else {}
    if not after:
        return {"$gt": below} | end
    if after == below or not after.endswith("/"):
        return {"$gt": after} | end
    begin = next_text(after)
    return {"$gte": begin} | end if begin else None
