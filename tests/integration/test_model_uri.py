"""A model in a container is downloaded once for each version."""

import dataclasses
import json
from pathlib import Path

import pytest
from azure.storage.blob import ContentSettings

from classify_image import classifier_cache
from classify_image.classifier_cache import get_classifier
from classify_image.image_examiner import ImageExaminer
from classify_image.model.cache import ModelCache
from classify_image.model.description import ModelError
from classify_image.model.download import download_model
from cocoon.errors import SettingsError
from cocoon.services.clients import Clients
from cocoon.settings.app_settings import Settings
from models.build import FOLDERS
from query_labels.thesaurus.model_files import ModelFiles
from query_labels.thesaurus.source import ThesaurusSource


@pytest.fixture
async def uploaded(clients: Clients) -> Clients:
    for path in FOLDERS.litert.iterdir():
        await clients.images_container.upload_blob(f"models/net/{path.name}", path.read_bytes())
    return clients


async def test_a_model_is_fetched_once_for_each_version(uploaded: Clients, tmp_path: Path) -> None:
    cache = ModelCache(tmp_path / "cache")
    key = await download_model(uploaded.images_container, "models/net", cache)
    folder = cache.find(key)
    assert folder
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in FOLDERS.litert.iterdir()
    }
    (folder / "mark").touch()
    assert await download_model(uploaded.images_container, "/models/net/", cache) == key
    assert (folder / "mark").exists()
    await uploaded.images_container.upload_blob("models/net/labels.txt", b"changed", overwrite=True)
    assert await download_model(uploaded.images_container, "models/net", cache) != key
    assert sorted(path.name[0] == "." for path in (tmp_path / "cache").iterdir()) == [False, False]


async def test_a_missing_model_is_named(clients: Clients, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"has no models/none/model\.json"):
        await download_model(clients.images_container, "models/none", ModelCache(tmp_path))


async def test_a_damaged_file_is_refused(uploaded: Clients, tmp_path: Path) -> None:
    wrong = ContentSettings(content_md5=bytearray(16))
    blob = uploaded.images_container.get_blob_client("models/net/labels.txt")
    await blob.set_http_headers(wrong)
    with pytest.raises(ModelError, match=r"labels\.txt' did not arrive"):
        await download_model(uploaded.images_container, "models/net", ModelCache(tmp_path / "cache"))
    assert list((tmp_path / "cache").iterdir()) == []


async def test_the_worker_uses_them(
    uploaded: Clients, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    description = json.loads((FOLDERS.litert / "model.json").read_text()) | {"name": "other"}
    for path in FOLDERS.litert.iterdir():
        content = json.dumps(description).encode() if path.name == "model.json" else path.read_bytes()
        await uploaded.images_container.upload_blob(f"models/other/{path.name}", content)
    monkeypatch.setattr(classifier_cache, "_loading", None)
    uris = tuple(f"{settings.images_container}/models/{name}" for name in ("net", "other"))
    remote = dataclasses.replace(settings, model_uris=uris, model_cache=tmp_path, model_paths=())
    clients = Clients(remote)
    classifier = await get_classifier(remote, clients)
    assert isinstance(classifier.examiner, ImageExaminer)
    assert [len(model.labels) for model in classifier.examiner._recognizer.models] == [1000, 1000]
    assert [model.name for model in classifier.models] == ["efficientnet-lite0", "other"]
    await clients.close()
    monkeypatch.setattr(classifier_cache, "_loading", None)


def test_uris(settings: Settings) -> None:
    def container_of(uri: str) -> tuple[str, str]:
        container, prefix = Clients(settings).model_container(uri)
        return container.url, prefix

    sas = "https://a.blob.core.windows.net/models/nets/one?sv=2024&sig=x"
    assert container_of(sas) == ("https://a.blob.core.windows.net/models?sv=2024&sig=x", "nets/one")
    assert container_of("https://a.blob.core.windows.net/models") == ("https://a.blob.core.windows.net/models", "")
    for wrong in ("http://a.blob.core.windows.net/models", "https://a.blob.core.windows.net", "file:///models"):
        with pytest.raises(SettingsError, match="MODEL_URI must be"):
            container_of(wrong)


async def test_searches_read_the_taxonomy_of_each_model_there(uploaded: Clients, settings: Settings) -> None:
    container = settings.images_container
    await uploaded.images_container.upload_blob("other/taxonomy.json", b'{"labels": {"dog": {"aliases": ["hound"]}}}')
    await uploaded.images_container.upload_blob("other/words.json", b'{"words": {"dog": ["puppy"]}}')
    await uploaded.images_container.upload_blob("bad/taxonomy.json", b"[")
    uris = (f"{container}/none", f"{container}/bad", f"{container}/other/", "file:///wrong")
    source = ThesaurusSource(ModelFiles(uploaded, dataclasses.replace(settings, model_uris=uris)))
    assert (await source.thesaurus()).synonym("hound") == "dog"
    assert await source.narrower() == {"puppy": "dog"}
