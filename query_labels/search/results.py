"""Answer a search with a page of images, facets and suggestions."""

import asyncio
from typing import TypedDict

from cocoon.services.clients import Clients
from query_labels.search.cursor import Cursor, encode
from query_labels.search.facets import Facets, count_facets
from query_labels.search.list_reader import ListReader
from query_labels.search.page_reading import read_page
from query_labels.search.planner import plan_of
from query_labels.search.presentation import PublicImage, present
from query_labels.search.search_request import SearchQuery
from query_labels.search.understanding import Understood, Words, understand
from query_labels.search.vocabulary import Vocabulary, suggestions
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.label_counts import LabelCount, label_count
from query_labels.thesaurus.source import ThesaurusSource
from query_labels.thesaurus.thesaurus import Thesaurus

VOCABULARY_SECONDS = 30.0  # the set of labels changes slowly


class SearchResult(TypedDict):
    """A page of a search."""

    items: list[PublicImage]
    next_cursor: str | None
    understood: list[Understood]
    suggestions: list[LabelCount]
    facets: Facets | None


async def search_images(
    clients: Clients, store: CountStore, source: ThesaurusSource, query: SearchQuery
) -> SearchResult:
    """Return a page of images; it may be short, or empty, and yet have a next one.

    If nothing has a requested label, suggest the closest known ones.

    :raises BadRequestError: if the cursor is of another search.
    :raises TransientError: if the database fails, or does not answer in time.
    """
    counts = await store.current(VOCABULARY_SECONDS)
    vocabulary = counts.labels
    reader = ListReader(clients.images, clients.postings, clients.images_container.container_name)
    thesaurus = await source.thesaurus()
    understanding = await understand(query, Words(vocabulary, source, reader))
    known = understanding.query.with_possible_sort(has_postings=counts.are_filled)
    plan = plan_of(known, counts)
    page, facets = await asyncio.gather(
        read_page(reader, plan, known), count_facets(reader, store, plan, known, thesaurus)
    )
    cursor = Cursor(*page.rest, understanding.meanings) if page.rest else None
    has_nothing = not page.documents and cursor is None
    unknown = [label for label in known.labels if label not in vocabulary] if has_nothing else []
    return SearchResult(
        items=[present(document, thesaurus) for document in page.documents],
        next_cursor=encode(cursor, query.identity) if cursor else None,
        understood=understanding.understood,
        suggestions=await asyncio.to_thread(_suggest, unknown, vocabulary, thesaurus) if unknown else [],
        facets=facets,
    )


def _suggest(unknown: list[str], vocabulary: Vocabulary, thesaurus: Thesaurus) -> list[LabelCount]:
    names = dict.fromkeys(name for label in unknown for name in suggestions(label, vocabulary, thesaurus))
    return [label_count(name, vocabulary[name], thesaurus) for name in names]
