"""A page of a search, with facets and suggestions."""

import asyncio
from collections import Counter
from dataclasses import replace
from typing import Any

from pymongo.asynchronous.collection import AsyncCollection

from cocoon.clients import Clients
from cocoon.errors import NotFoundError
from cocoon.faults import transient
from cocoon.settings import Settings
from query_labels import counts
from query_labels.cursor import encode
from query_labels.filters import order, place_of, search_filter
from query_labels.image_address import ImageAddress
from query_labels.presentation import present
from query_labels.query import SearchQuery
from query_labels.unknown_image import unknown_image
from query_labels.vocabulary import Vocabulary, suggestions

VOCABULARY_SECONDS = 30.0  # which labels there are changes slowly
MOST_COUNTED = 1000  # images of a result whose labels facets count

Images = AsyncCollection[dict[str, Any]]


async def search_images(clients: Clients, query: SearchQuery) -> dict[str, object]:
    """Return a page of documents and, if there are more, the cursor of the next.

    Where nothing has a label that is asked for, the closest known labels are suggested.

    :raises TransientError: if the database fails, or does not answer in time.
    """
    has_labels = bool(query.labels or query.excluded)
    vocabulary: Vocabulary = (await counts.current(clients, VOCABULARY_SECONDS)).labels if has_labels else {}
    known = query.known(vocabulary)
    page, facets = await asyncio.gather(_page(clients, known), _facets(clients, known))
    found = page[: query.limit]
    unknown = [label for label in known.labels if label not in vocabulary] if not found else []
    return {
        "items": [present(document) for document in found],
        "next_cursor": encode(place_of(known, found[-1]), query.identity) if len(page) > query.limit else None,
        "suggestions": await asyncio.to_thread(_suggestions, unknown, vocabulary) if unknown else [],
        "facets": facets,
    }


async def get_image(clients: Clients, settings: Settings, address: ImageAddress) -> dict[str, object]:
    """Return the document of one image.

    :raises NotFoundError: if nothing is known of it; it says why.
    :raises TransientError: if the database fails.
    """
    try:
        return present(await find_image(clients.images, address))
    except NotFoundError:
        raise await unknown_image(address, clients.images_container, settings) from None


async def find_image(images: Images, address: ImageAddress) -> dict[str, Any]:
    """Return the document of one image as it is kept: of the likeliest one that there is.

    :raises NotFoundError: if nothing is known of it.
    :raises TransientError: if the database fails.
    """
    for image_id in address.ids:
        with transient("database"):
            document = await images.find_one({"_id": image_id, "container": address.container})
        if document is not None:
            return document
    raise NotFoundError(f"No image {address.named!r} has been looked at.")


async def _page(clients: Clients, query: SearchQuery) -> list[dict[str, Any]]:
    """Return a page and one document more, which tells whether there is a next page."""
    chosen = search_filter(query, clients.images_container.container_name)
    with transient("database"):
        return await clients.images.find(chosen).sort(order(query)).limit(query.limit + 1).to_list()


async def _facets(clients: Clients, query: SearchQuery) -> dict[str, object] | None:
    if not query.facets:
        return None
    whole = replace(query, cursor=None)
    chosen = search_filter(whole, clients.images_container.container_name)
    with transient("database"):
        found = clients.images.find(chosen, {"label_names": True}).sort(order(whole)).limit(MOST_COUNTED + 1)
        documents = await found.to_list()
    counted = documents[:MOST_COUNTED]
    asked = {*query.labels}
    names = Counter(name for each in counted for name in each["label_names"] if name not in asked)
    ordered = sorted(names.items(), key=lambda item: (-item[1], item[0]))[: query.facets]
    return {
        "labels": [{"name": name, "images": images} for name, images in ordered],
        "images": len(counted),
        "complete": len(documents) == len(counted),
    }


def _suggestions(unknown: list[str], vocabulary: Vocabulary) -> list[dict[str, object]]:
    names = dict.fromkeys(name for label in unknown for name in suggestions(label, vocabulary))
    return [{"name": name, "images": vocabulary[name]} for name in names]
