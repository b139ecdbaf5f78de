"""Wait until every image of the container has its document, and show how far it is."""

import random
import time
from collections.abc import Callable, Iterable
from typing import Any

from pymongo.collection import Collection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from cocoon.documents import document_id
from local.process import StackError

POLL_SECONDS = 0.25
LOOK_UP_SIZE = 100  # the embedded database takes longer than in proportion for more
STALL_SECONDS = 180.0  # three lock durations: what a killed host held comes back after one
PLAIN_INTERVAL = 5.0

Versions = dict[str, str]  # etag by document id


class RateColumn(ProgressColumn):
    """Images per second since the start."""

    def render(self, task: Task) -> Text:
        """Return the rate."""
        return Text(f"{task.completed / task.elapsed if task.elapsed else 0:.1f} images/s")


def versions(container: str, listed: Iterable[tuple[str, str]]) -> Versions:
    """Return what to wait for, from the paths and etags of a listing."""
    return {document_id(container, path): etag for path, etag in listed}


def wait(pending: Versions, images: Collection[dict[str, Any]], console: Console, check: Callable[[], None]) -> None:
    """Return when every pending version is labelled or failed.

    :param check: called at every look, to raise if the stack is in trouble.
    :raises StackError: if nothing has been done for a long time.
    """
    total, waiting = len(pending), dict(pending)
    columns = (TextColumn("Labelling"), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal or not total) as progress:
        bar = progress.add_task("", total=total)
        last_progress = last_line = time.monotonic()
        while waiting:
            check()
            done = _done(waiting, images)
            for each in done:
                del waiting[each]
            progress.update(bar, completed=total - len(waiting))
            now = time.monotonic()
            last_progress = now if done else last_progress
            if not console.is_terminal and now - last_line > PLAIN_INTERVAL:
                console.print(f"Labelling: {total - len(waiting)} of {total}")
                last_line = now
            if now - last_progress > STALL_SECONDS:
                raise StackError(
                    f"{len(waiting)} images are not done, and nothing moved for {STALL_SECONDS:g} s; "
                    "the log of the host says why, and messages that failed ten times are in the dead-letter queue"
                )
            time.sleep(POLL_SECONDS if waiting else 0)


def _done(waiting: Versions, images: Collection[dict[str, Any]]) -> list[str]:
    """Return those that are found to be done.

    Images are done in about the order in which they were listed, so it looks from the first on as long as
    it finds some, and then at a few that are chosen by chance, so that none is never looked at.
    """
    done: list[str] = []
    ids = list(waiting)
    chunks = [ids[start : start + LOOK_UP_SIZE] for start in range(0, len(ids), LOOK_UP_SIZE)]
    for chunk in chunks:
        found = _found(waiting, chunk, images)
        done += found
        if not found:
            break
    return done + [each for each in _found(waiting, random.choice(chunks), images) if each not in done]  # noqa: S311


def _found(waiting: Versions, ids: list[str], images: Collection[dict[str, Any]]) -> list[str]:
    found = images.find({"_id": {"$in": ids}}, {"etag": True})
    return [document["_id"] for document in found if document["etag"] == waiting[document["_id"]]]
