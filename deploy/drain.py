"""Let a pod finish its invocations before it stops: the worker's preStop hook (deploy/kubernetes).

After SIGTERM the Functions host gives a message ten seconds, however long the grace period is. So this hook first tells
the host through its admin API to take no more messages, and SIGTERM follows when the invocations have ended. Tested
with azure-functions-host 4.1037 and keys in files (AzureWebJobsSecretStorageType=files). Standard library only; the
kubelet ends the hook with the grace period.
"""

import http.client
import json
import os
import sys
import time
import urllib.request
from pathlib import Path

HOST = os.environ.get("HOST_URL", "http://127.0.0.1:8080")
JUST_RECEIVED_SECONDS = 2.0  # the status counts invocations, not messages that were just received
POLL_SECONDS = 1.0
MOST_SILENT = 6  # requests in a row that the host may leave unanswered


def main() -> None:
    """Drain the host, and wait until no invocation runs."""
    _call("GET", "drain/status", "none")  # the host writes its keys when a request first tries one
    try:
        text = (Path(os.environ["FUNCTIONS_SECRETS_PATH"]) / "host.json").read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        sys.exit("the host has written no keys, so it has not started: nothing is in hand")
    key = json.loads(text)["masterKey"]["value"]
    if _call("POST", "drain", key) is None:
        sys.exit("the host does not drain: what is in hand is cut off, and comes back when its lock ends")
    time.sleep(JUST_RECEIVED_SECONDS)
    silent = 0
    while silent < MOST_SILENT:  # a busy host may leave a request unanswered
        status = _call("GET", "drain/status", key)
        if status is not None and b"InProgress" not in status:
            return
        silent = silent + 1 if status is None else 0
        time.sleep(POLL_SECONDS)
    sys.exit("the host does not answer any more")


def _call(method: str, path: str, key: str) -> bytes | None:
    """Return the host's answer; None if it refuses or does not run."""
    headers = {"x-functions-key": key}
    request = urllib.request.Request(f"{HOST}/admin/host/{path}", method=method, headers=headers)  # noqa: S310 - as below
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - the host in the same pod
            body: bytes = answer.read()
    except (OSError, http.client.HTTPException):  # OSError: urllib's errors, and time-outs
        return None
    return body


if __name__ == "__main__":
    main()
