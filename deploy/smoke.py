"""Check from outside that a deployment works: ``python -m deploy.smoke https://APP.azurewebsites.net``.

It waits for the app to answer, because new role assignments take some minutes to take effect. Standard library only.
"""

import http.client
import os
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import NamedTuple

PATIENCE_SECONDS = 600.0
PAUSE_SECONDS = 10.0
TIMEOUT_SECONDS = 60.0
OPEN_OR_KEYED = (HTTPStatus.OK, HTTPStatus.UNAUTHORIZED)  # depends on READ_ACCESS


class Answer(NamedTuple):
    """The status of an answer, 0 if there was none, and its body."""

    status: int
    body: bytes


def main() -> None:
    """Check the deployment; exit with 1 and the reason if it does not work."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and the address
        sys.exit("usage: python -m deploy.smoke URL")
    base = sys.argv[1].rstrip("/")
    if not base.startswith(("https://", "http://127.0.0.1:")):
        sys.exit(f"the address must begin with https://, and not {base!r}")
    problems = look(base, signs_in=bool(os.environ.get("COCOON_SIGN_IN_CLIENT_ID")))
    if problems:
        sys.exit("\n".join(problems))
    print(f"{base} is well: its services can be reached, the page and the API answer.")


def look(base: str, patience: float = PATIENCE_SECONDS, *, signs_in: bool = False) -> list[str]:
    """Return the problems.

    :param signs_in: whether people must sign in before they see the page.
    """
    deadline = time.monotonic() + patience
    while True:
        health = ask(f"{base}/api/health")
        if health.status == HTTPStatus.OK:
            break
        if time.monotonic() > deadline:
            return [f"/api/health answers {health.status}: {health.body.decode(errors='replace')[:1000] or 'nothing'}"]
        time.sleep(min(PAUSE_SECONDS, patience))
    closed = (HTTPStatus.FOUND, HTTPStatus.UNAUTHORIZED)
    problems = []
    page, description, search = (ask(f"{base}{path}") for path in ("/", "/api/openapi.json", "/api/search?limit=1"))
    if signs_in:
        problems += [
            f"{path} answers {answer.status} without signing in, where 302 or 401 is right"
            for path, answer in (("/", page), ("/api/openapi.json", description), ("/api/search", search))
            if answer.status not in closed
        ]
    else:
        if page.status != HTTPStatus.OK or b"<html" not in page.body.lower():
            problems.append(f"/ answers {page.status} and not the page: was it built before the app was packaged?")
        if description.status != HTTPStatus.OK or b'"/api/search"' not in description.body:
            problems.append(f"/api/openapi.json answers {description.status} and not the description of the API")
        if search.status not in OPEN_OR_KEYED:
            problems.append(f"/api/search answers {search.status}, where 200 or 401 is right")
    enqueue = ask(f"{base}/api/enqueue", method="POST", body=b"not JSON")
    if base.startswith("https://") and enqueue.status != HTTPStatus.UNAUTHORIZED:
        problems.append(f"POST /api/enqueue without a key answers {enqueue.status}, where 401 is right")
    return problems


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    """Treats a redirection as the answer: the sign-in page that it leads to would answer 200."""

    def redirect_request(self, *_: object) -> None:
        """Follow no redirection."""


_opener = urllib.request.build_opener(_NoRedirection)


def ask(url: str, method: str = "GET", body: bytes | None = None) -> Answer:
    """Return the answer with any status; status 0 if there is none."""
    request = urllib.request.Request(url, body, method=method)  # noqa: S310 - checked by main
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            return Answer(answer.status, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read())
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, str(error).encode())


if __name__ == "__main__":
    main()
