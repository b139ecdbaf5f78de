"""What every test has: an environment without settings, and the embedded emulators."""

import os
from collections.abc import Iterator

import pytest

from local.configuration import Configuration, configure
from local.stack import Stack, running
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
