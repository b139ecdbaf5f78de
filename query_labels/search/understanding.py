"""Understand the words of a search: as labels, or as words of paths."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypedDict

from cocoon.errors import BadRequestError
from cocoon.labels.path_words import words_of
from query_labels.search.conditions import has_words
from query_labels.search.cursor import NOT_OF_THIS_SEARCH
from query_labels.search.list_reader import ListReader
from query_labels.search.matches import Finder
from query_labels.search.meaning import Because, Meaning, find_distant_meaning, find_meaning, look_up
from query_labels.search.plan import Plan, Route
from query_labels.search.search_lists import ImageList
from query_labels.search.search_request import SearchQuery
from query_labels.search.vocabulary import Vocabulary
from query_labels.thesaurus.source import ThesaurusSource
from query_labels.thesaurus.thesaurus import Thesaurus
from query_labels.thesaurus.word_forms import forms_in_paths

# "as" is a keyword of Python.
Understood = TypedDict("Understood", {"asked": str, "as": str, "because": Because})
Understood.__doc__ = "A word of the search that is no label, and the label or the words of paths that it stands for."


MOST_EXAMINED = 500  # images with one word of a phrase, among which the others are looked for


class Words(NamedTuple):
    """Where words are looked up."""

    vocabulary: Vocabulary
    source: ThesaurusSource
    reader: ListReader


class Understanding(NamedTuple):
    """A search by known labels and by words of paths, and how its words were understood."""

    query: SearchQuery
    understood: list[Understood]

    @property
    def meanings(self) -> Mapping[str, Any]:
        """The part that the next pages must know, in the form of JSON."""
        query = self.query
        return {
            "labels": query.labels,
            "excluded": query.excluded,
            "path_words": query.path_words,
            "understood": self.understood,
        }


async def understand(query: SearchQuery, words: Words) -> Understanding:
    """Return the search that a person means; a page that continues another means the same as that.

    A word is a label, or leads to one; or it is a word of paths, if no image has such a label. An excluded word is
    never taken for one of paths, nor for the label above it: whoever wants no puppy may want dogs.

    :raises BadRequestError: if the cursor is of another search.
    :raises TransientError: if the database fails.
    """
    if query.cursor and query.cursor.meanings:
        try:
            known, understood = _continued(query, query.cursor.meanings)
        except (KeyError, TypeError) as error:
            raise BadRequestError(NOT_OF_THIS_SEARCH) from error
    else:
        known, understood = await _understood(query, words)
    return Understanding(known, understood)


def _continued(query: SearchQuery, meanings: Mapping[str, Any]) -> tuple[SearchQuery, list[Understood]]:
    known = replace(
        query,
        labels=tuple(meanings["labels"]),
        excluded=tuple(meanings["excluded"]),
        path_words=tuple(tuple(phrase) for phrase in meanings["path_words"]),
    )
    return known, list(meanings["understood"])


async def _understood(query: SearchQuery, words: Words) -> tuple[SearchQuery, list[Understood]]:
    thesaurus = await words.source.thesaurus()
    found = await asyncio.gather(*(_find(asked, words) for asked in query.labels))
    excluded = {asked: _excluded(asked, words, thesaurus) for asked in query.excluded}
    understood = [
        Understood({"asked": asked, "as": " ".join(phrase) or meaning.label, "because": because})
        for asked, meaning, phrase in [*found, *((asked, meaning, ()) for asked, meaning in excluded.items())]
        if (because := "path" if phrase else meaning.because)
    ]
    known = replace(
        query,
        labels=tuple(dict.fromkeys(meaning.label for _, meaning, phrase in found if not phrase)),
        excluded=tuple(dict.fromkeys(meaning.label for meaning in excluded.values())),
        path_words=tuple(dict.fromkeys(phrase for _, _, phrase in found if phrase)),
    )
    return known, understood


def _excluded(asked: str, words: Words, thesaurus: Thesaurus) -> Meaning:
    no_narrower: dict[str, str] = {}
    meaning = find_meaning(asked, words.vocabulary, thesaurus)
    return meaning or find_distant_meaning(asked, no_narrower, thesaurus) or Meaning(asked)


async def _find(asked: str, words: Words) -> tuple[str, Meaning, tuple[str, ...]]:
    """Return a word's meaning, or the words of paths that it is; one that leads nowhere means itself."""
    meaning = await look_up(asked, words.vocabulary, words.source) or Meaning(asked)
    # The vocabulary lags behind the documents.
    if meaning.label in words.vocabulary or await words.reader.has_any(ImageList("label_names", meaning.label)):
        return asked, meaning, ()
    return asked, meaning, await _in_paths(asked, words)


async def _in_paths(asked: str, words: Words) -> tuple[str, ...]:
    """Return the words of a phrase if the path of an image has them all; the last may be in the other number."""
    *first, last = words_of(asked) or ("",)
    for form in forms_in_paths(last) if last else ():
        phrase = tuple(dict.fromkeys([*first, form]))
        if await _is_in_a_path(phrase, words.reader):
            return phrase
    return ()


async def _is_in_a_path(phrase: tuple[str, ...], reader: ListReader) -> bool:
    """Return whether one of the newest images with its longest word has all words of a phrase in its path."""
    condition = has_words(phrase)
    plan = Plan([condition], [Route([ImageList(*each) for each in condition.lists])])
    return bool((await Finder(reader, plan, None, MOST_EXAMINED).find(1)).found)
