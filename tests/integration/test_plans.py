"""Searches stop at their limit, by the plans of a database that explains them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from benchmarks.search.documents import Sample
from benchmarks.search.kinds import Pairs, kinds
from benchmarks.search.plan import Plan
from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import additions, shard_id
from cocoon.records.posting import postings_of
from cocoon.services import indexes
from cocoon.services.clients import Clients
from local.stack import Stack
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import store_of
from tests.kits.plans import TRAFFIC, expect_plans, plans_for, renew_statistics
from tests.kits.thesauri import NO_SOURCE

pytestmark = pytest.mark.timeout(900)  # it puts 300,000 postings in

SAMPLE = Sample(20_000, datetime(2026, 11, 23, tzinfo=UTC))
SEARCHES = {each.name: each.parameters for each in kinds(SAMPLE) if each.route == "search" and not each.skipped}
LIMIT = 20
MOST_ROWS = 5000  # of one request: the entries that it examines, a document for each posting, a look-up of words
# Searches that one list answers alone: they read a page, and the document of each of its postings.
STOPPING = (
    "common label, best",
    "common label, newest",
    "common broader label, best",
    "everything, newest",
    "failed",
    "folder of a year",
    "common word of a path",
    "model and version",
    "dates, newest",
    "common label, dates",
)
# Rows and pages (of 8 KB) of such a search's first page, and of its second, which may read a little on. A label's
# entries fill hundreds of pages.
MOST_STOPPING, MOST_PAGES = 150, 150


@pytest.fixture
async def filled(stack: Stack, clients: Clients) -> Clients:
    expect_plans(stack)
    await indexes.ensure(clients.images)
    totals, container = CountChange(), clients.images_container.container_name
    for start in range(0, SAMPLE.size, 500):
        documents = [SAMPLE.document(number) for number in range(start, start + 500)]
        for document in documents:
            document["container"] = container
            totals.add(document, 1)
        await clients.images.insert_many(documents)
        await clients.postings.insert_many([posting for document in documents for posting in postings_of(document)])
    update = additions(totals) | {"$set": {"container": container, "at": SAMPLE.until}}
    await clients.counts.update_one({"_id": shard_id(container, 0)}, update, upsert=True)
    await renew_statistics(clients, "images", "postings")
    return clients


async def search(clients: Clients, parameters: Pairs) -> tuple[Any, Plan]:
    """Return the answer, and what the database read for it."""
    query = parse_search((*parameters, ("limit", str(LIMIT))))
    await store_of(clients).current()  # what the next requests do not read again
    with TRAFFIC.counting() as traffic:
        answer = await search_images(clients, store_of(clients), NO_SOURCE, query)
    return answer, added(await plans_for(clients, traffic.reads))


def added(plans: Sequence[Plan]) -> Plan:
    return Plan(sum(each.rows for each in plans), any(each.sorts for each in plans), sum(each.pages for each in plans))


async def test_searches_stop_at_their_limit(filled: Clients) -> None:
    plans: dict[str, Plan] = {}
    for name, parameters in SEARCHES.items():
        answer, plans[name] = await search(filled, parameters)
        if name in STOPPING:
            assert answer["next_cursor"], name
            second = (*parameters, ("cursor", answer["next_cursor"]))
            _, plans[f"{name}, page 2"] = await search(filled, second)
    assert {name: plan for name, plan in plans.items() if plan.sorts} == {}
    assert {name: plan for name, plan in plans.items() if plan.rows > MOST_ROWS} == {}
    stopping = {name: plans[name] for each in STOPPING for name in (each, f"{each}, page 2")}
    assert {name: plan for name, plan in stopping.items() if plan.rows > MOST_STOPPING} == {}
    assert {name: plan for name, plan in stopping.items() if plan.pages > MOST_PAGES} == {}
