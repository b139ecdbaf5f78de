"""One stack for all the tests that only ask it."""

from collections.abc import Iterator

import pytest

from cocoon.settings.app_settings import Settings, from_environment
from local.stack import Stack
from tests.kits.environments import WITHOUT_TIMERS
from tests.kits.serving import ORIGIN, Serving


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    # A tick between two requests would change what the second is answered.
    running = Serving(tmp_path_factory.mktemp("serving"), CORS_ORIGINS=ORIGIN, **WITHOUT_TIMERS)
    yield running
    running.stop()


@pytest.fixture
def settings(stack: Stack) -> Settings:
    """The settings of the stack that a module starts for its own tests."""
    return from_environment(stack.configuration.environment)
