"""A database that does not answer is an outage, which ends the request in time."""

import asyncio
import socket

import pytest

from cocoon.errors import TransientError
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import from_environment
from local.configuration import Configuration
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import CountStore
from tests.kits.thesauri import NO_SOURCE


async def test_a_database_that_is_down_is_transient(configuration: Configuration) -> None:
    down = {"MONGODB_URI": "mongodb://127.0.0.1:1/"}
    unreachable = Clients(from_environment({**configuration.environment, **down}), database_timeout_ms=100)
    with pytest.raises(TransientError):
        await CountStore(unreachable).current()
    await unreachable.close()


async def test_a_database_that_does_not_answer_is_given_up_in_time(configuration: Configuration) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # connects, and says nothing
        uri = {"MONGODB_URI": f"mongodb://127.0.0.1:{silent.getsockname()[1]}/"}
        waiting = Clients(from_environment({**configuration.environment, **uri}), database_timeout_ms=500)
        async with asyncio.timeout(5):
            with pytest.raises(TransientError):
                await search_images(waiting, CountStore(waiting), NO_SOURCE, parse_search([]))
        await waiting.close()
