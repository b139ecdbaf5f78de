"""Wait until every image of the container has its document, and show how far it is."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pymongo.collection import Collection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from cocoon.records.image_document import document_id

POLL_SECONDS = 0.25
LOOK_UP_SIZE = 100  # the embedded database takes longer than in proportion for more
QUIET_SECONDS = 3.0  # without progress after which the container is listed anew
# After which the images are taken for missing: while the queue has messages, three lock durations, for what a killed
# host held comes back after one; and once it has none, a moment.
STALL_SECONDS, EMPTY_SECONDS = 180.0, 10.0
PLAIN_INTERVAL = 5.0

Versions = dict[str, str]  # etag by path


class RateColumn(ProgressColumn):
    """Images per second since the start."""

    def render(self, task: Task) -> Text:
        """Return the rate."""
        return Text(f"{task.completed / task.elapsed if task.elapsed else 0:.1f} images/s")


@dataclass(frozen=True, slots=True)
class Watched:
    """What is looked at while images are labelled.

    :ivar list_versions: returns the versions that the container has now.
    :ivar enqueue: enqueues what is new, and returns how many those are.
    :ivar is_queue_empty: tells whether no message waits or is in hand; None if that cannot be known.
    :ivar check: raises if the stack is in trouble.
    """

    images: Collection[dict[str, Any]]
    container: str
    list_versions: Callable[[], Versions]
    enqueue: Callable[[], int]
    is_queue_empty: Callable[[], bool | None]
    check: Callable[[], None]


def wait(watched: Watched, console: Console) -> list[str]:
    """Return when every image is labelled or failed, as the container has it then; return those that never came.

    An image that is overwritten or deleted meanwhile is waited for as it is now.
    """
    waiting = watched.list_versions()
    columns = (TextColumn("Labelling"), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal or not waiting) as progress:
        bar, completed, last_line = progress.add_task("", total=len(waiting)), 0, time.monotonic()
        moved = listed = time.monotonic()
        while waiting:
            watched.check()
            done = _done(waiting, watched)
            for path in done:
                del waiting[path]
            completed, now = completed + len(done), time.monotonic()
            moved = now if done else moved
            if waiting and now - max(moved, listed) > QUIET_SECONDS:
                begun = now
                if _change(waiting, watched.list_versions()):
                    moved = time.monotonic()
                now = listed = time.monotonic() + 5 * (
                    time.monotonic() - begun
                )  # a large container is listed less often
                if _is_over(watched, now - moved):
                    if not watched.enqueue():
                        return sorted(waiting)
                    moved = now
            progress.update(bar, completed=completed, total=completed + len(waiting))
            if not console.is_terminal and now - last_line > PLAIN_INTERVAL:
                console.print(f"Labelling: {completed} of {completed + len(waiting)}")
                last_line = now
            time.sleep(POLL_SECONDS if waiting else 0)
    return []


def _change(waiting: Versions, there: Versions) -> bool:
    """Wait for what is there now of what is waited for; tell whether that is another thing."""
    changed = {path: there.get(path) for path, etag in waiting.items() if there.get(path) != etag}
    for path, etag in changed.items():
        if etag is None:
            del waiting[path]
        else:
            waiting[path] = etag
    return bool(changed)


def _is_over(watched: Watched, quiet: float) -> bool:
    """Tell whether nothing comes any more, after some quiet seconds."""
    return quiet > STALL_SECONDS or (quiet > EMPTY_SECONDS and watched.is_queue_empty() is True)


def _done(waiting: Versions, watched: Watched) -> list[str]:
    """Return those that are found to be done.

    Images are done in about the order in which they were listed, so it looks from the first on as long as
    it finds some, and then at a few that are chosen by chance, so that none is never looked at.
    """
    done: list[str] = []
    paths = list(waiting)
    chunks = [paths[start : start + LOOK_UP_SIZE] for start in range(0, len(paths), LOOK_UP_SIZE)]
    for chunk in chunks:
        found = _found(waiting, chunk, watched)
        done += found
        if not found:
            break
    return done + [each for each in _found(waiting, random.choice(chunks), watched) if each not in done]  # noqa: S311


def _found(waiting: Versions, paths: list[str], watched: Watched) -> list[str]:
    ids = {document_id(watched.container, path): path for path in paths}
    documents = watched.images.find({"_id": {"$in": list(ids)}}, {"etag": True})
    return [ids[each["_id"]] for each in documents if each["etag"] == waiting[ids[each["_id"]]]]
