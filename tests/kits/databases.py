"""The databases that tests run on: the embedded one, ``mongod`` if it is on the PATH, or the one that is named.

    COCOON_TEST_MONGODB=mongodb://127.0.0.1:27117/ .venv/bin/python -m pytest tests/integration

A named database takes the place of the others. Each test has a database of its own there and drops it.
"""

import os
from pathlib import Path

import pytest

from local import services
from local.configuration import Configuration, configure
from tests.kits.environments import embedded_environment

NAMED = os.environ.get("COCOON_TEST_MONGODB", "")
EMBEDDED, MONGOD = "secantusdb", "mongod"
DATABASES = ["named"] if NAMED else [EMBEDDED, *([MONGOD] if services.find_mongod() else [])]


def configuration_with(database: str, state: Path) -> Configuration:
    """Return a stack with one of the databases."""
    environment = embedded_environment(state)
    if database == "named":
        return configure({**environment, "MONGODB_URI": NAMED})
    with pytest.MonkeyPatch.context() as patch:
        if database == EMBEDDED:
            patch.setattr(services, "find_mongod", lambda: None)
        return configure(environment)
