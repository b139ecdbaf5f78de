"""What every test has: an environment without settings, the embedded emulators and the default model."""

import os
from collections.abc import Iterator

import pytest

from classify_image.model.folder import Model, load
from local.configuration import Configuration, configure
from local.stack import Stack, running
from models.build import FOLDERS
from tests.kits.environments import SETTINGS, embedded_environment

for name in SETTINGS:
    os.environ.pop(name, None)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The emulators, started once."""
    with running(configure(embedded_environment(tmp_path_factory.mktemp("state")))) as started:
        yield started


@pytest.fixture(scope="session")
def configuration(stack: Stack) -> Configuration:
    return stack.configuration


@pytest.fixture(scope="session")
def litert() -> Model:
    """The default model, loaded once."""
    return load(FOLDERS.litert, 2)
