"""Answer with one label: how it is related to others, what else it is called, and how many images have it."""

import asyncio
from datetime import datetime
from typing import TypedDict

from cocoon.errors import NotFoundError
from cocoon.labels.names import fold
from cocoon.text import unusable
from query_labels.search.meaning import Because, look_up
from query_labels.search.search_request import LONGEST_LABEL
from query_labels.search.vocabulary import suggestions
from query_labels.statistics.count_store import CountStore
from query_labels.statistics.label_counts import LabelCount, label_count
from query_labels.thesaurus.source import ThesaurusSource
from query_labels.thesaurus.thesaurus import Kind


class LabelDetails(TypedDict):
    """A label (normalised), the labels next to it, and other words for it.

    ``because`` is why the requested word means this label; null if it is the label's name.
    """

    name: str
    images: int
    kind: Kind
    because: Because | None
    parents: list[LabelCount]
    children: list[LabelCount]
    aliases: list[str]
    names: dict[str, list[str]]
    counted_at: datetime | None


async def find_label(store: CountStore, source: ThesaurusSource, asked: str) -> LabelDetails:
    """Return the label that a word means.

    :raises NotFoundError: if it means none; the text suggests others.
    :raises TransientError: if the database fails.
    """
    counts, thesaurus = await store.current(), await source.thesaurus()
    word = "" if unusable(asked) or len(asked) > LONGEST_LABEL else fold(asked)
    meaning = await look_up(word, counts.labels, source)
    if meaning is None:
        others = await asyncio.to_thread(suggestions, word, counts.labels, thesaurus)
        hint = f" Known are {', '.join(others)}." if others else ""
        raise NotFoundError(f"No label and no word for one is {word!r}.{hint}")

    def count(name: str) -> LabelCount:
        return label_count(name, counts.labels.get(name, 0), thesaurus)

    relations = thesaurus[meaning.label]
    children = [count(name) for name in relations.children]
    return LabelDetails(
        name=meaning.label,
        images=counts.labels.get(meaning.label, 0),
        kind=thesaurus.kind(meaning.label),
        because=meaning.because,
        parents=[count(name) for name in relations.parents],
        children=sorted(children, key=lambda child: (-child["images"], child["name"])),
        aliases=list(relations.aliases),
        names={language: list(names) for language, names in relations.names.items()},
        counted_at=counts.counted_at,
    )
