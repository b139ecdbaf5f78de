"""Answer with what completes a typed text."""

from typing import TypedDict

from query_labels.completion.completion_request import CompletionQuery
from query_labels.completion.other_words import OtherWords
from query_labels.completion.path_names import complete_folders, complete_names
from query_labels.completion.recent_paths import RecentPaths
from query_labels.completion.words import Completion, complete
from query_labels.search.meaning import look_up
from query_labels.search.results import VOCABULARY_SECONDS
from query_labels.statistics.count_store import CountStore


class Completions(TypedDict):
    """What completes a text: words that mean a label, words of paths, and folders."""

    items: list[Completion]
    names: list[str]
    folders: list[str]


async def find_completions(
    store: CountStore, words: OtherWords, recent: RecentPaths, query: CompletionQuery
) -> Completions:
    """Return the completions of a text; none of an empty one.

    :raises TransientError: if the database fails.
    """
    if not query.text:
        return Completions(items=[], names=[], folders=[])
    vocabulary = (await store.current(VOCABULARY_SECONDS)).labels
    meaning = await look_up(query.text, vocabulary, words.source)
    items = complete(query.text, meaning, vocabulary, await words.current(), query.limit)
    paths = await recent.current()
    return Completions(
        items=items, names=complete_names(query.text, paths), folders=complete_folders(query.text, paths)
    )
