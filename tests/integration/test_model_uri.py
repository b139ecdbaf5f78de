"""A model in a container is downloaded once for each version."""

import dataclasses
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


@pytest.mark.usefixtures("uploaded")
async def test_the_worker_uses_it(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier_cache, "_loading", None)
    uri = f"{settings.images_container}/models/net"
    remote = dataclasses.replace(settings, model_uri=uri, model_cache=tmp_path, model_path=tmp_path / "missing")
    clients = Clients(remote)
    classifier = await get_classifier(remote, clients)
    assert isinstance(classifier.examiner, ImageExaminer)
    assert len(classifier.examiner._recognizer.model.labels) == 1000
    await clients.close()
    monkeypatch.setattr(classifier_cache, "_loading", None)


def test_uris(settings: Settings) -> None:
    def container_of(uri: str) -> tuple[str, str]:
        container, prefix = Clients(dataclasses.replace(settings, model_uri=uri)).model_container()
        return container.url, prefix

    sas = "https://a.blob.core.windows.net/models/nets/one?sv=2024&sig=x"
    assert container_of(sas) == ("https://a.blob.core.windows.net/models?sv=2024&sig=x", "nets/one")
    assert container_of("https://a.blob.core.windows.net/models") == ("https://a.blob.core.windows.net/models", "")
    for wrong in ("http://a.blob.core.windows.net/models", "https://a.blob.core.windows.net", "file:///models"):
        with pytest.raises(SettingsError, match="MODEL_URI must be"):
            container_of(wrong)
