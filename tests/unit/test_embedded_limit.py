"""`make run` says where the embedded database ends, before a person finds out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local import services
from local.configuration import configure
from local.embedded_limit import HOW, MOST_IMAGES, notice
from tests.kits.environments import TEMPLATE_VALUES


@pytest.fixture(autouse=True)
def _without_mongod(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "find_mongod", lambda: None)


def settings(state: Path, **changes: str) -> dict[str, str]:
    return {**TEMPLATE_VALUES, "STATE": str(state), **changes}


def test_more_images_than_the_embedded_database_is_meant_for_are_said_with_the_way_on(tmp_path: Path) -> None:
    text = notice(configure(settings(tmp_path)), range(MOST_IMAGES + 1))
    assert f"more than {MOST_IMAGES:,} images" in text
    assert HOW in text


def test_nothing_is_said_up_to_the_limit(tmp_path: Path) -> None:
    assert notice(configure(settings(tmp_path)), range(MOST_IMAGES)) == ""


def test_no_more_images_are_listed_than_are_needed(tmp_path: Path) -> None:
    listed = 0

    def images() -> Iterator[int]:
        nonlocal listed
        while True:
            listed += 1
            yield listed

    assert notice(configure(settings(tmp_path)), images())
    assert listed == MOST_IMAGES + 1


def test_nothing_is_said_nor_listed_with_another_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = configure(settings(tmp_path, MONGODB_URI="mongodb://127.0.0.1:1/"))
    assert notice(named, range(MOST_IMAGES + 1)) == ""
    monkeypatch.setattr(services, "find_mongod", lambda: "/usr/bin/mongod")
    images = iter(range(MOST_IMAGES + 1))
    assert notice(configure(settings(tmp_path)), images) == ""
    assert next(images) == 0
