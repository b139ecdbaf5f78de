"""Keep what this process completes with, for its clients."""

from typing import NamedTuple

from cocoon.services.clients import Clients
from query_labels.completion.other_words import OtherWords
from query_labels.completion.recent_paths import RecentPaths
from query_labels.thesaurus.source import source_of


class Sources(NamedTuple):
    """The words that lead to labels, and the paths of the newest images."""

    words: OtherWords
    recent: RecentPaths


_sources: tuple[Clients, Sources] | None = None


def sources_of(clients: Clients) -> Sources:
    """Return this process's sources for its clients."""
    global _sources  # noqa: PLW0603 - one for the process's clients
    if _sources is None or _sources[0] is not clients:
        _sources = clients, Sources(OtherWords(source_of(clients)), RecentPaths(clients))
    return _sources[1]
