"""Read a page of a search's documents."""

from typing import NamedTuple

from cocoon.records.image_document import ImageDocument, decode
from query_labels.search import matches
from query_labels.search.facets import MOST_EXAMINED as FACETS_EXAMINED
from query_labels.search.list_reader import ListReader
from query_labels.search.matches import Finder
from query_labels.search.places import Place
from query_labels.search.plan import Plan
from query_labels.search.presentation import FIELDS
from query_labels.search.search_request import SearchQuery


class Page(NamedTuple):
    """The documents of a page, and the place where the next one begins; None if this is the last."""

    documents: list[ImageDocument]
    rest: Place | None


async def read_page(reader: ListReader, plan: Plan, query: SearchQuery) -> Page:
    """Return the page that a search asks for.

    :raises TransientError: if the database fails.
    """
    after = Place(query.cursor.value, query.cursor.id) if query.cursor else None
    most = matches.MOST_EXAMINED - (FACETS_EXAMINED if query.facets else 0)
    page = (await Finder(reader, plan, after, most, shown=FIELDS).find(query.limit + 1)).first(query.limit)
    documents = [document for _, document in page.found]
    if not page.are_shown:  # what has changed or gone since it was checked is left out
        whole = await reader.fetch([each["_id"] for each in documents], [*plan.fields, *FIELDS])
        documents = [whole[each["_id"]] for each in documents if each["_id"] in whole]
        documents = [each for each in documents if plan.matches(each)]
    return Page([decode(each) for each in documents], page.rest)
