"""What every test has: an environment without settings, the embedded emulators and the default model."""

import os
from collections.abc import Iterator

import pytest

from classify_image.model.folder import Model, load
from local.configuration import Configuration
from local.stack import Stack, running
from models.build import FOLDERS
from tests.kits.access_watch import WATCH
from tests.kits.databases import DATABASES, configuration_with
from tests.kits.environments import SETTINGS

for name in SETTINGS:
    os.environ.pop(name, None)


def pytest_configure(config: pytest.Config) -> None:
    """Watch where tests run: the process that hands them to others (pytest-xdist) runs none."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        WATCH.start()


@pytest.fixture(scope="session", autouse=True)
def _only_access_paths_until_the_last_process_has_ended() -> Iterator[None]:
    yield
    _expect_no_objections()


@pytest.fixture(autouse=True)
def _only_access_paths() -> Iterator[None]:
    """Fail a test that made the app send a command that is none of its access paths."""
    yield
    _expect_no_objections()


def _expect_no_objections() -> None:
    if objections := WATCH.take():
        pytest.fail("\n".join(objections), pytrace=False)


@pytest.fixture(scope="session", params=DATABASES)
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The emulators, started once for each database that tests run on."""
    with running(configuration_with(request.param, tmp_path_factory.mktemp("state"))) as started:
        yield started


@pytest.fixture(scope="session")
def configuration(stack: Stack) -> Configuration:
    return stack.configuration


@pytest.fixture(scope="session")
def litert() -> Model:
    """The default model, loaded once."""
    return load(FOLDERS.litert, 2)
