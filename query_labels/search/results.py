"""Answer a search with a page of images, facets and suggestions."""

import asyncio
from typing import TypedDict

from cocoon.records.image_document import ImageDocument, decode
from cocoon.services.clients import Clients
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.sdk_errors import transient
from query_labels.search.cursor import encode
from query_labels.search.facets import Facets, count_facets
from query_labels.search.filters import cursor_after, order, search_filter
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
    """Return a page of images. If nothing has a requested label, suggest the closest known ones.

    :raises BadRequestError: if the cursor is of another search.
    :raises TransientError: if the database fails, or does not answer in time.
    """
    has_labels = bool(query.labels or query.excluded)
    vocabulary: Vocabulary = (await store.current(VOCABULARY_SECONDS)).labels if has_labels else {}
    images, container = clients.images, clients.images_container.container_name
    thesaurus = await source.thesaurus()
    understanding = await understand(query, Words(vocabulary, source, images, container))
    known = understanding.query
    documents, facets = await asyncio.gather(
        _read_page(images, container, known), count_facets(images, container, known, thesaurus)
    )
    page, has_next = documents[: query.limit], len(documents) > query.limit
    cursor = cursor_after(known, page[-1])._replace(meanings=understanding.meanings) if has_next else None
    unknown = [label for label in known.labels if label not in vocabulary] if not page else []
    return SearchResult(
        items=[present(document, thesaurus) for document in page],
        next_cursor=encode(cursor, query.identity) if cursor else None,
        understood=understanding.understood,
        suggestions=await asyncio.to_thread(_suggest, unknown, vocabulary, thesaurus) if unknown else [],
        facets=facets,
    )


async def _read_page(images: ImageCollection, container: str, query: SearchQuery) -> list[ImageDocument]:
    """Return a page and one document more, which shows whether there is a next page."""
    filter_ = search_filter(query, container)
    with transient("database"):
        documents = await images.find(filter_).sort(order(query)).limit(query.limit + 1).to_list()
    return [decode(document) for document in documents]


def _suggest(unknown: list[str], vocabulary: Vocabulary, thesaurus: Thesaurus) -> list[LabelCount]:
    names = dict.fromkeys(name for label in unknown for name in suggestions(label, vocabulary, thesaurus))
    return [label_count(name, vocabulary[name], thesaurus) for name in names]
