"""Read a JSON file of each model: from its folder on disk, or from its container."""

import asyncio
import json
from pathlib import Path
from typing import Any

from azure.core.exceptions import ResourceNotFoundError

from cocoon.services.clients import Clients
from cocoon.services.sdk_errors import transient
from cocoon.settings.app_settings import Settings

MOST_BYTES = 16_000_000


class ModelFiles:
    """The models' folders that the settings name."""

    def __init__(self, clients: Clients, settings: Settings) -> None:
        self._clients = clients
        self.models: tuple[str | Path, ...] = settings.model_uris or settings.model_paths

    async def read(self, model: str | Path, name: str) -> Any:  # noqa: ANN401 - any JSON
        """Return the content of a model's file; None if the model has no such file.

        :raises OSError: if the file cannot be read.
        :raises ValueError: if it is not JSON, or too large.
        :raises CocoonError: if the storage account fails, or MODEL_URI is wrong.
        """
        if isinstance(model, Path):
            return await asyncio.to_thread(_read_file, model / name)
        text = await self._download(model, name)
        return None if text is None else await asyncio.to_thread(json.loads, text)

    async def _download(self, uri: str, name: str) -> bytes | None:
        container, prefix = self._clients.model_container(uri)
        folder = prefix.strip("/")
        with transient("storage account"):
            try:
                stream = await container.download_blob(f"{folder}/{name}" if folder else name)
            except ResourceNotFoundError:
                return None
            if stream.size > MOST_BYTES:
                raise ValueError(f"{name} has {stream.size:,} bytes; {MOST_BYTES:,} are allowed")
            return bytes(await stream.readall())


def _read_file(path: Path) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
