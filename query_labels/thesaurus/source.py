"""Load the models' taxonomies with the first request, and their narrower words with the first word that needs them."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import Any, Generic, Protocol, TypeVar

from cocoon.errors import CocoonError
from cocoon.labels.narrower_words import labels_of_words, parse_words
from cocoon.labels.taxonomy import Taxonomy
from cocoon.labels.taxonomy_format import parse_taxonomy
from cocoon.services.clients import Clients
from cocoon.settings import app_settings
from query_labels.thesaurus.model_files import ModelFiles
from query_labels.thesaurus.thesaurus import Thesaurus

READ_SECONDS = 5.0  # that a search waits for a file
RETRY_SECONDS = 60.0  # after which a file that could not be read is tried again

logger = logging.getLogger(__name__)
T = TypeVar("T")


class Files(Protocol):
    """Reads the models' files, see :class:`query_labels.thesaurus.model_files.ModelFiles`."""

    models: tuple[str | Path, ...]

    async def read(self, model: str | Path, name: str) -> Any:  # noqa: ANN401 - any JSON
        """Return the content of a model's file; None if the model has no such file."""


class EachModelsFile(Generic[T]):
    """The content of one file of each model, read once.

    A file that is missing or cannot be read is left out and tried again later, because a search works without it.
    """

    def __init__(self, files: Files, name: str, parse: Callable[[object], T], retry_seconds: float) -> None:
        self._files, self._name, self._parse, self._retry_seconds = files, name, parse, retry_seconds
        self._contents: Mapping[str | Path, T] = {}
        self._due = float("-inf")
        self._lock = asyncio.Lock()

    async def contents(self) -> Mapping[str | Path, T]:
        """Return the contents by model, without those of models that have no such file."""
        async with self._lock:
            if monotonic() >= self._due:
                contents = [await self._read(model) for model in self._files.models]
                read = zip(self._files.models, contents, strict=True)
                found = {model: content for model, content in read if content is not None}
                if found != self._contents:  # otherwise what was made of it stays
                    self._contents = found
                is_complete = len(found) == len(contents)
                self._due = float("inf") if is_complete else monotonic() + self._retry_seconds
        return self._contents

    async def _read(self, model: str | Path) -> T | None:
        try:
            async with asyncio.timeout(READ_SECONDS):
                content = await self._files.read(model, self._name)
            return None if content is None else await asyncio.to_thread(self._parse, content)
        except (OSError, ValueError, RecursionError, CocoonError) as error:
            logger.warning("%s of %s cannot be used: %s", self._name, model, error)
            return None


class ThesaurusSource:
    """The thesaurus of the models that the settings name, and their narrower words."""

    def __init__(self, files: Files, retry_seconds: float = RETRY_SECONDS) -> None:
        self._taxonomies = EachModelsFile(files, "taxonomy.json", parse_taxonomy, retry_seconds)
        self._words = EachModelsFile(files, "words.json", parse_words, retry_seconds)
        self._merged: tuple[Mapping[str | Path, Taxonomy], Thesaurus] = {}, Thesaurus()
        self._narrower: tuple[object, object, Mapping[str, str]] = None, None, {}

    async def thesaurus(self) -> Thesaurus:
        """Return the labels of all models and how they are related."""
        taxonomies = await self._taxonomies.contents()
        if taxonomies is not self._merged[0]:
            self._merged = taxonomies, await asyncio.to_thread(Thesaurus, taxonomies.values())
        return self._merged[1]

    async def narrower(self) -> Mapping[str, str]:
        """Return the label of each narrower word; all are normalised."""
        taxonomies, words = await self._taxonomies.contents(), await self._words.contents()
        if self._narrower[0] is not words or self._narrower[1] is not taxonomies:
            merged: dict[str, str] = {}
            for model, narrower in words.items():
                merged = labels_of_words(narrower, taxonomies.get(model, Taxonomy())) | merged
            self._narrower = words, taxonomies, merged
        return self._narrower[2]


_source: tuple[Clients, ThesaurusSource] | None = None


def source_of(clients: Clients) -> ThesaurusSource:
    """Return this process's source for its clients."""
    global _source  # noqa: PLW0603 - one for the process's clients
    if _source is None or _source[0] is not clients:
        _source = clients, ThesaurusSource(ModelFiles(clients, app_settings.current()))
    return _source[1]
