"""Thesauri, and where they come from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from query_labels.thesaurus.source import ThesaurusSource
from query_labels.thesaurus.thesaurus import Thesaurus

NO_THESAURUS = Thesaurus()


class FilesInMemory:
    """The files of models by name: each has the content of each model, or an error to raise."""

    def __init__(self, **contents: Mapping[str, Any]) -> None:
        self.contents, self.reads = contents, list[str]()
        self.models: tuple[str | Path, ...] = tuple(contents)

    async def read(self, model: str | Path, name: str) -> Any:  # noqa: ANN401 - any JSON
        self.reads.append(f"{model}/{name}")
        content = self.contents[str(model)].get(name)
        if isinstance(content, Exception):
            raise content
        return content


NO_SOURCE = ThesaurusSource(FilesInMemory())
