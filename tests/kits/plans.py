"""Ask the database how it ran the commands that the app has just sent: rows read, and whether it sorted them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from pymongo import monitoring
from pymongo.errors import OperationFailure

from benchmarks.search.plan import Plan, plan_of
from benchmarks.search.traffic import TrafficListener
from cocoon.services.clients import Clients
from local.embedded_limit import is_secantus
from local.stack import Stack

TRAFFIC = TrafficListener()
monitoring.register(TRAFFIC)  # for the clients that are made from now on


def expect_plans(stack: Stack) -> None:
    """Skip the test on SecantusDB, which makes its plans up."""
    if is_secantus(stack.configuration):
        pytest.skip("SecantusDB makes its plans up: name a database that explains with COCOON_TEST_MONGODB")


async def renew_statistics(clients: Clients, *collections: str) -> None:
    """Renew the statistics by which indexes are chosen, where the database has a command for that."""
    for name in collections:
        try:
            await clients.images.database.command("analyze", name)
        except OperationFailure:
            return


async def plan_for(clients: Clients, command: Mapping[str, Any]) -> Plan:
    """Return how the database runs a command; skip the test if it does not say."""
    plan = plan_of(await clients.images.database.command("explain", dict(command), verbosity="executionStats"))
    return plan or pytest.skip("this database does not say how many rows it reads")


async def plans_for(clients: Clients, commands: Sequence[Mapping[str, Any]]) -> list[Plan]:
    """Return how the database runs each of some commands."""
    return [await plan_for(clients, command) for command in commands]
