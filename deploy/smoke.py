"""Whether a deployment works, asked from outside: ``python -m deploy.smoke https://APP.azurewebsites.net``.

It waits for the app to answer, for roles that were just assigned take some minutes to be honoured. Standard library
alone.
"""

import json
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import NamedTuple

PATIENCE_SECONDS = 600.0
PAUSE_SECONDS = 10.0
TIMEOUT_SECONDS = 60.0
OPEN_OR_KEYED = (HTTPStatus.OK, HTTPStatus.UNAUTHORIZED)  # as READ_ACCESS says


class Answer(NamedTuple):
    """A status, 0 for none, and a body."""

    status: int
    body: bytes


def main() -> None:
    """Ask, and end with 1 and the reason if anything is not as it should be."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and the address
        sys.exit("usage: python -m deploy.smoke URL")
    base = sys.argv[1].rstrip("/")
    if not base.startswith(("https://", "http://127.0.0.1:")):
        sys.exit(f"the address must begin with https://, and not {base!r}")
    problems = look(base)
    if problems:
        sys.exit("\n".join(problems))
    print(f"{base} is well: its services can be reached, the page and the API answer.")


def look(base: str, patience: float = PATIENCE_SECONDS) -> list[str]:
    """Return what is wrong."""
    deadline = time.monotonic() + patience
    while True:
        health = ask(f"{base}/api/health")
        if health.status == HTTPStatus.OK:
            break
        if time.monotonic() > deadline:
            return [f"/api/health answers {health.status}: {health.body.decode(errors='replace')[:1000] or 'nothing'}"]
        time.sleep(min(PAUSE_SECONDS, patience))
    problems = []
    page = ask(f"{base}/")
    if page.status != HTTPStatus.OK or b"<html" not in page.body.lower():
        problems.append(f"/ answers {page.status} and not the page: was it built before the app was packaged?")
    description = ask(f"{base}/api/openapi.json")
    if description.status != HTTPStatus.OK or "/api/search" not in json.loads(description.body or b"{}").get(
        "paths", {}
    ):
        problems.append(f"/api/openapi.json answers {description.status} and not the description of the API")
    search = ask(f"{base}/api/search?limit=1")
    if search.status not in OPEN_OR_KEYED:
        problems.append(f"/api/search answers {search.status}, where 200 or 401 is right")
    enqueue = ask(f"{base}/api/enqueue", method="POST", body=b"not JSON")
    if base.startswith("https://") and enqueue.status != HTTPStatus.UNAUTHORIZED:
        problems.append(f"POST /api/enqueue without a key answers {enqueue.status}, where 401 is right")
    return problems


def ask(url: str, method: str = "GET", body: bytes | None = None) -> Answer:
    """Return an answer, whatever its status; status 0 if there is none."""
    request = urllib.request.Request(url, body, method=method)  # noqa: S310 - checked by main
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - as above
            return Answer(answer.status, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read())
    except (urllib.error.URLError, TimeoutError) as error:
        return Answer(0, str(error).encode())


if __name__ == "__main__":
    main()
