"""Send a kind of request to the code behind the triggers."""

import random
from typing import Any

from benchmarks.search.documents import Sample
from benchmarks.search.kinds import Kind
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from query_labels.image_address import ImageAddress
from query_labels.image_lookup import get_image
from query_labels.search.results import search_images
from query_labels.search.search_request import parse_search
from query_labels.statistics.count_store import store_of
from query_labels.statistics.label_counts import count_labels
from query_labels.statistics.label_graph import label_graph
from query_labels.statistics.overview import statistics
from query_labels.statistics.statistics_request import parse_graph, parse_labels, parse_minutes
from query_labels.thesaurus.model_files import ModelFiles
from query_labels.thesaurus.source import ThesaurusSource
from query_labels.thesaurus.thesaurus import Thesaurus


class Requests:
    """The app of one process, as its triggers call it."""

    def __init__(self, clients: Clients, settings: Settings, sample: Sample) -> None:
        self.clients, self.settings, self.sample = clients, settings, sample
        self._source = ThesaurusSource(ModelFiles(clients, settings))
        self._chance = random.Random()  # noqa: S311 - no secret

    async def send(self, kind: Kind) -> Any:  # noqa: ANN401 - one of the app's answers
        """Send one request and return the answer.

        :raises CocoonError: if the request is wrong, or the database fails or takes too long.
        """
        clients, thesaurus = self.clients, Thesaurus()
        match kind.route:
            case "search":
                return await search_images(clients, store_of(clients), self._source, parse_search(kind.parameters))
            case "image":
                return await get_image(clients, self.settings, thesaurus, self._some_image())
            case "labels":
                return await count_labels(store_of(clients), thesaurus, parse_labels(kind.parameters))
            case "graph":
                return await label_graph(clients, thesaurus, parse_graph(kind.parameters))
            case "stats":
                minutes = parse_minutes(kind.parameters)
                return await statistics(clients, self.settings, store_of(clients), minutes)

    async def at_its_page(self, kind: Kind) -> Kind:
        """Return a kind with the cursor of its page, or of the last one if there are fewer."""
        at_page = kind
        for _ in range(kind.skipped):
            answer = await self.send(at_page.and_with("limit", str(kind.skipped_limit)))
            if not answer["next_cursor"]:
                break
            at_page = kind.and_with("cursor", answer["next_cursor"])
        return at_page

    def _some_image(self) -> ImageAddress:
        path = self.sample.path(self._chance.randrange(self.sample.size))
        return ImageAddress.parse(self.settings.images_container, path, [])
