"""Read a JSON file of the host's configuration."""

import json
from pathlib import Path
from typing import Any

from local.host.errors import HostError


def read_json(path: Path, hint: str = "") -> Any:  # noqa: ANN401 - any JSON value
    """Return a file's content, without the byte order mark that Windows tools write.

    :param hint: what to do if the file cannot be read.
    :raises HostError: naming the file and what is wrong with it.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise HostError(f"{path}: {error.strerror}{hint}") from error
    except ValueError as error:
        raise HostError(f"{path} is not JSON: {error}") from error
