"""Load documents with their postings and totals, by several processes; what is loaded already is used again."""

import asyncio
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import OperationFailure
from rich.progress import track

from benchmarks.search.documents import CONTAINER, WRITTEN, Sample
from cocoon.records.count_change import CountChange
from cocoon.records.count_shard import additions, shard_id
from cocoon.records.message import digest
from cocoon.records.posting import posting_ids, postings_of
from cocoon.services import indexes
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings

DELETED_AT_ONCE = 20
BATCH = 500  # documents of one command; their postings are some 7,500, in another
LOADED = "loaded"  # _id of the record, in the collection "bench", that says what the database has
INDEXED = "images", "postings"
INDEX_SECONDS = 3600.0  # that building indexes of millions of records may take


@dataclass(frozen=True, slots=True)
class _Loader:
    uri: str
    database: str
    sample: Sample

    def insert(self, start: int) -> tuple[CountChange, int]:
        """Insert a batch; return by how much it changes the totals, and its number of images."""
        database, change = _database(self.uri, self.database), CountChange()
        numbers = range(start, min(start + BATCH, self.sample.size))
        documents: list[dict[str, Any]] = [{**self.sample.document(number)} for number in numbers]
        for document in documents:
            change.add(document, 1)
        database["images"].insert_many(documents, ordered=False)
        database["postings"].insert_many(_postings(documents), ordered=False)
        return change, len(documents)


def load(settings: Settings, size: int) -> Sample:
    """Return the documents that the database has; load them if it has others or only a part."""
    database = _database(settings.mongodb_uri, settings.database_name)
    loaded = database["bench"].find_one({"_id": LOADED})
    if loaded and loaded["form"] == _form():
        sample = Sample(size, loaded["until"])
    else:
        sample, loaded = Sample(size, _now()), None
        database.client.drop_database(database.name)
    print(f"{database.name}: making the indexes that are missing", flush=True)
    asyncio.run(_make_indexes(settings))
    if not loaded:
        _fill(_Loader(settings.mongodb_uri, settings.database_name, sample), database)
    _remove_written(database)
    _analyze(database)
    database["bench"].replace_one(
        {"_id": LOADED}, {"form": _form(), "until": sample.until, "documents": size}, upsert=True
    )
    return sample


def _fill(loader: _Loader, database: Database[dict[str, Any]]) -> None:
    """Load into a collection with its indexes: to make them afterwards takes as long, by a single core."""
    starts, totals = range(0, loader.sample.size, BATCH), CountChange()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        batches = [processes.submit(loader.insert, start) for start in starts]
        for batch in track(as_completed(batches), f"Loading {loader.sample.size:,} documents", total=len(batches)):
            totals.merge(batch.result()[0])
    record = additions(totals) | {"$set": {"container": CONTAINER, "at": _now()}}
    database["counts"].update_one({"_id": shard_id(CONTAINER, 0)}, record, upsert=True)


async def _make_indexes(settings: Settings) -> None:
    clients = Clients(settings, database_timeout_ms=int(INDEX_SECONDS * 1000))
    try:
        await indexes.ensure(clients.images)
    finally:
        await clients.close()


def _remove_written(database: Database[dict[str, Any]]) -> None:
    """Remove the images that a measurement has written and, since it was stopped, not removed."""
    written = {"container": CONTAINER, "path": {"$gte": WRITTEN, "$lt": f"{WRITTEN}\uffff"}}
    while documents := [*database["images"].find(written, {"ranks": True}).limit(DELETED_AT_ONCE)]:
        ids = [each for document in documents for each in posting_ids(document)]
        database["postings"].delete_many({"_id": {"$in": ids}})
        database["images"].delete_many({"_id": {"$in": [document["_id"] for document in documents]}})


def _analyze(database: Database[dict[str, Any]]) -> None:
    """Renew the statistics by which a database chooses indexes, where it has a command for that."""
    for name in INDEXED:
        try:
            database.command("analyze", name)
        except OperationFailure:
            return


def _postings(documents: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for document in documents:
        yield from postings_of(document)


def _form() -> str:
    """Return a text that differs if documents or postings are made in another form."""
    sample = Sample(1_000_000, datetime(2026, 1, 1, tzinfo=UTC))
    documents = [sample.document(number) for number in range(100)]
    return digest(repr(documents), repr([*_postings(documents)]))


@cache
def _database(uri: str, name: str) -> Database[dict[str, Any]]:
    client: MongoClient[dict[str, Any]] = MongoClient(uri, tz_aware=True)
    return client[name]


def _now() -> datetime:
    """Return the time in milliseconds, as databases keep it."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
