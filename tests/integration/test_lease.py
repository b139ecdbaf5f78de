"""Only one run lists a container at a time."""

import asyncio

import pytest

from cocoon.errors import ConflictError, TransientError
from cocoon.services.clients import Clients
from cocoon.services.lease import Lease, LeaseHeldError, hold_lease
from cocoon.settings.app_settings import Settings
from enqueue_blobs.enqueue_request import on_request
from enqueue_blobs.request_bodies import EnqueueRequest
from enqueue_blobs.timer_tick import on_tick
from tests.kits.containers import upload
from tests.kits.listings import load_listings
from tests.kits.queue import receive_all


async def test_two_runs_never_list_at_once(clients: Clients, settings: Settings) -> None:
    await upload(clients, *(f"{number}.jpg" for number in range(30)))
    results = await asyncio.gather(*(on_request(EnqueueRequest(), clients, settings) for _ in range(3)))
    assert sorted(result.enqueued for result in results) == [0, 0, 30]
    assert len(await receive_all(clients, settings)) == 30


async def test_a_run_that_is_long_makes_others_wait_and_then_refuses(clients: Clients, settings: Settings) -> None:
    async with hold_lease(clients.leases, settings.images_container):
        with pytest.raises(ConflictError, match="Another run lists the container"):
            await on_request(EnqueueRequest(), clients, settings, wait_seconds=0.2)
        await on_tick(clients, settings)  # does nothing, and is no error
        assert await load_listings(clients, settings) == []
        assert (await on_request(EnqueueRequest(dry_run=True), clients, settings)).done


async def test_the_lease_of_a_killed_host_ends(clients: Clients, settings: Settings) -> None:
    name = settings.images_container
    killed = Lease(clients.leases, name, 0.3)
    assert await killed.acquire()
    with pytest.raises(TransientError, match="could not be renewed"):
        killed.check()  # within the margin it is not relied on
    with pytest.raises(LeaseHeldError):
        async with hold_lease(clients.leases, name):
            pass
    async with hold_lease(clients.leases, name, 5.0) as lease:
        lease.check()
        assert not await killed.acquire()
        await killed.release()  # is not the other's
        assert not await killed.acquire()
