"""Two hosts list a container that grows, while one is killed and the broker stops: each version is done once."""

import asyncio
import dataclasses
import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from azure.storage.blob import ContentSettings

from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from local.configuration import configure
from local.stack import Stack, running
from tests.kits.blob_names import IMAGE_NAMES, OTHER_NAMES
from tests.kits.environments import embedded_environment, free_ports

# More by hand: LISTING_BLOBS=20000 make test TESTS=tests/e2e/test_listing_faults.py
BLOBS = int(os.environ.get("LISTING_BLOBS", "600"))
OUTAGE_SECONDS, AT_A_TIME = 5, 16
IN_FLIGHT, DISTURBANCES = 16, 3  # one host is killed; two lose the broker
EVENT = re.compile(r"INFO classify_image\.\w+: (\{.*\})$", re.MULTILINE)

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300 + BLOBS / 10)]


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """The emulators, and hosts whose timers tick every two seconds."""
    environment = embedded_environment(tmp_path) | {"ENQUEUE_SCHEDULE": "*/2 * * * * *"}
    with running(configure(environment)) as started:
        yield started


@pytest.fixture
async def clients(settings: Settings) -> AsyncIterator[Clients]:
    made = Clients(settings)
    await made.images_container.create_container()
    yield made
    await made.close()


async def upload(clients: Clients, paths: list[str]) -> None:
    """Put something under each path that is no image: it is looked at, and fails, in no time."""
    waiting = iter(paths)

    async def lane() -> None:
        for path in waiting:
            content_type = "image/jpeg" if path.endswith("without-extension") else "application/octet-stream"
            await clients.images_container.upload_blob(
                path, random.randbytes(8), overwrite=True, content_settings=ContentSettings(content_type)
            )

    await asyncio.gather(*(lane() for _ in range(AT_A_TIME)))


def names(first: int, last: int) -> list[str]:
    return [
        f"{number % 10}/{number:06}{'.jpg' if number % 3 else ' without-extension'}" for number in range(first, last)
    ]


async def wait_until_done(clients: Clients, images: set[str]) -> None:
    """Wait until the documents are those of the images' last versions, and of nothing else."""
    deadline = time.monotonic() + 200 + BLOBS / 20
    etags = {blob.name: blob.etag async for blob in clients.images_container.list_blobs() if blob.name in images}
    while True:
        documents = {each["path"]: each["etag"] async for each in clients.images.find({}, {"path": True, "etag": True})}
        if documents == etags:
            return
        assert time.monotonic() < deadline, (
            f"{len(documents)} of {len(etags)}; {list(etags.items() - documents.items())[:5]}"
        )
        await asyncio.sleep(1)


async def test_each_version_is_enqueued_and_done_once(stack: Stack, clients: Clients, tmp_path: Path) -> None:
    stays, grows = names(0, BLOBS // 2) + IMAGE_NAMES, names(BLOBS // 2, BLOBS)
    changes = stays[: BLOBS // 20]
    await upload(clients, [*stays, *OTHER_NAMES])
    host = stack.configuration.host
    port = free_ports(1)[0]
    second = dataclasses.replace(
        host,
        key="host2",
        command=(*host.command[:-1], str(port)),
        port=port,
        connection_string=f"http://127.0.0.1:{port}",
    )
    stack.start(host, second)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(upload(clients, [path for path in grows for _ in range(2)]))
        await asyncio.sleep(3)
        stack.kill("host")
        first_log = (tmp_path / "logs/host.log").read_text()
        stack.restart("host")
        await upload(clients, changes)
        stack.stop_one("servicebus")
        await asyncio.sleep(OUTAGE_SECONDS)
        stack.restart("servicebus")
    await wait_until_done(clients, {*stays, *grows})

    logs = [first_log, *((tmp_path / f"logs/{key}.log").read_text() for key in ("host", "host2"))]
    done = Counter(json.loads(event)["path"] for log in logs for event in EVENT.findall(log))
    once = set(stays) - set(changes)
    # Each has its document. What was stored and not yet logged when the host was killed was found done afterwards.
    assert sum(not done[path] for path in once) <= IN_FLIGHT
    # What was in flight when a host was killed or the broker stopped is delivered, and may be done, again.
    assert sum(done[path] > 1 for path in once) <= IN_FLIGHT * DISTURBANCES
    # A host that is killed between sending and marking leaves no mark, and none is made for what is done by then.
    marks = Counter([each["path"] async for each in clients.queued.find({}, {"path": True})])
    assert {path: marks[path] for path in once if marks[path] > 1} == {}
    assert not {*OTHER_NAMES} & {*marks, *done}
