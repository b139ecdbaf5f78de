"""The settings of the app, read from the environment."""

from pathlib import Path

import pytest

from cocoon.errors import SettingsError
from cocoon.settings.app_settings import APP_ROOT, from_environment, reading_needs_key
from tests.kits.environments import REQUIRED


def test_defaults_need_three_connections_only() -> None:
    settings = from_environment(REQUIRED)
    assert settings.images_container == "images"
    assert settings.queue_name == "images"
    assert settings.model_paths == (APP_ROOT / "models/efficientnet-lite0", APP_ROOT / "models/nanodet")
    assert settings.model_uris == ()
    assert settings.min_score is None  # the model's own
    assert from_environment(REQUIRED | {"MIN_SCORE": "0.5"}).min_score == 0.5
    assert settings.inference_threads >= 1
    assert settings.worker


def test_identity_based_connections() -> None:
    settings = from_environment(
        {
            "IMAGES_STORAGE__blobServiceUri": "https://account.blob.core.windows.net",
            "SERVICE_BUS__fullyQualifiedNamespace": "name.servicebus.windows.net",
            "SERVICE_BUS__clientId": "1234",
            "MONGODB_URI": "mongodb://x",
        }
    )
    assert settings.images_storage.address == "https://account.blob.core.windows.net"
    assert settings.images_storage.connection_string is None
    assert settings.service_bus.client_id == "1234"


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        from_environment({"TOP_K": "many", "MIN_SCORE": "2"})
    text = str(caught.value)
    for part in ("IMAGES_STORAGE", "IMAGES_STORAGE__blobServiceUri", "SERVICE_BUS", "MONGODB_URI"):
        assert part in text
    assert "TOP_K is 'many': it must be a whole number from 1 to 100" in text
    assert "MIN_SCORE is '2': it must be a number from 0.0 to 1.0" in text


def test_an_absolute_model_path_stays_as_it_is(tmp_path: Path) -> None:
    assert from_environment(REQUIRED | {"MODEL_PATH": str(tmp_path)}).model_paths == (tmp_path,)


def test_several_models() -> None:
    one, other = "https://a.blob.core.windows.net/models/one?spr=https,http&sig=x", "models/other"
    settings = from_environment(REQUIRED | {"MODEL_PATH": "models/a, models/b", "MODEL_URI": f"{one},{other}"})
    assert settings.model_paths == (APP_ROOT / "models/a", APP_ROOT / "models/b")
    assert settings.model_uris == (one, other)


def test_model_paths_must_name_a_folder() -> None:
    assert from_environment(REQUIRED | {"MODEL_PATH": ""}).model_paths == from_environment(REQUIRED).model_paths
    assert from_environment(REQUIRED | {"MODEL_PATH": "models/a, ,"}).model_paths == (APP_ROOT / "models/a",)
    with pytest.raises(SettingsError, match="MODEL_PATH names no folder"):
        from_environment(REQUIRED | {"MODEL_PATH": " , "})


def test_only_anonymous_needs_no_key() -> None:
    assert not reading_needs_key({"READ_ACCESS": "anonymous"})
    for environment in ({}, {"READ_ACCESS": "function"}, {"READ_ACCESS": ""}, {"READ_ACCESS": "Anonymous?"}):
        assert reading_needs_key(environment)
