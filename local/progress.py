"""Wait until every image of the container has its document, and show the progress."""

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
from cocoon.services.access_paths import image_paths

POLL_SECONDS = 0.25
LOOK_UP_SIZE = image_paths.SOME.most  # the embedded database takes longer than in proportion for more
QUIET_SECONDS = 3.0  # without progress, after which the container is listed again
# Without progress, after which the images count as missing. With messages in the queue: three lock durations, because
# the messages of a killed host return after one. With an empty queue: a moment.
STALL_SECONDS, EMPTY_SECONDS = 180.0, 10.0
PLAIN_INTERVAL = 5.0

Versions = dict[str, str]  # etag by path


class RateColumn(ProgressColumn):
    """Images per second since the start."""

    def render(self, task: Task) -> Text:
        """Return the rate."""
        return Text(f"{task.completed / task.elapsed if task.elapsed else 0:.1f} images/s")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The parts of the running pipeline that a wait needs.

    :ivar images: the collection of image documents.
    :ivar list_versions: returns the versions that are in the container now.
    :ivar enqueue: enqueues the images that have no document, and returns their number.
    :ivar is_queue_empty: returns whether no message is waiting or being processed; None if that is unknown.
    :ivar check: raises if a server has ended.
    """

    images: Collection[dict[str, Any]]
    container: str
    list_versions: Callable[[], Versions]
    enqueue: Callable[[], int]
    is_queue_empty: Callable[[], bool | None]
    check: Callable[[], None]


def wait(pipeline: Pipeline, console: Console) -> list[str]:
    """Wait until every image is labelled or failed; return the paths of those that got no document.

    An image that is overwritten meanwhile is awaited in its new version, and a deleted one no longer.
    """
    waiting = pipeline.list_versions()
    columns = (TextColumn("Labelling"), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal or not waiting) as progress:
        bar, completed, last_line = progress.add_task("", total=len(waiting)), 0, time.monotonic()
        progressed = listed = time.monotonic()
        while waiting:
            pipeline.check()
            done = _done(waiting, pipeline)
            for path in done:
                del waiting[path]
            completed, now = completed + len(done), time.monotonic()
            progressed = now if done else progressed
            if waiting and now - max(progressed, listed) > QUIET_SECONDS:
                begun = now
                if _update(waiting, pipeline.list_versions()):
                    progressed = time.monotonic()
                # The longer a listing takes, the later comes the next.
                now = listed = time.monotonic() + 5 * (time.monotonic() - begun)
                if _has_stalled(pipeline, now - progressed):
                    if not pipeline.enqueue():
                        return sorted(waiting)
                    progressed = now
            progress.update(bar, completed=completed, total=completed + len(waiting))
            if not console.is_terminal and now - last_line > PLAIN_INTERVAL:
                console.print(f"Labelling: {completed} of {completed + len(waiting)}")
                last_line = now
            time.sleep(POLL_SECONDS if waiting else 0)
    return []


def _update(waiting: Versions, current: Versions) -> bool:
    """Update the awaited versions to those in the container; return whether any changed."""
    changed = {path: current.get(path) for path, etag in waiting.items() if current.get(path) != etag}
    for path, etag in changed.items():
        if etag is None:
            del waiting[path]
        else:
            waiting[path] = etag
    return bool(changed)


def _has_stalled(pipeline: Pipeline, quiet: float) -> bool:
    """Return whether no document is expected any more, after ``quiet`` seconds without one."""
    return quiet > STALL_SECONDS or (quiet > EMPTY_SECONDS and pipeline.is_queue_empty() is True)


def _done(waiting: Versions, pipeline: Pipeline) -> list[str]:
    """Return the paths of images whose documents are found.

    Images are labelled in about the order in which they were listed. So look up chunk after chunk from the first
    until one has no new document, then a random chunk, so that every image is looked up sooner or later.
    """
    done: list[str] = []
    paths = list(waiting)
    chunks = [paths[start : start + LOOK_UP_SIZE] for start in range(0, len(paths), LOOK_UP_SIZE)]
    for chunk in chunks:
        found = _found(waiting, chunk, pipeline)
        done += found
        if not found:
            break
    return done + [each for each in _found(waiting, random.choice(chunks), pipeline) if each not in done]  # noqa: S311


def _found(waiting: Versions, paths: list[str], pipeline: Pipeline) -> list[str]:
    ids = {document_id(pipeline.container, path): path for path in paths}
    documents = pipeline.images.find({"_id": {"$in": list(ids)}}, {"etag": True})
    return [ids[each["_id"]] for each in documents if each["etag"] == waiting[ids[each["_id"]]]]
