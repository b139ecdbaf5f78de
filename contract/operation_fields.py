"""The fields of listings, of probes, and of the routes that need a key."""

from collections.abc import Mapping
from typing import Any

from cocoon.records.blob_path import LONGEST_PATH
from cocoon.selection.selection import Reason
from contract.details import SchemaDetails
from enqueue_blobs.request_bodies import MOST_RETRIED

LEFT_OUT = "What this listing has found that is not to be labelled, the most frequent reason first."
PREFIX: dict[str, Any] = {
    "description": "How the path begins.",
    "maxLength": LONGEST_PATH,
    "pattern": r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*$",
}

OPERATION_FIELDS: Mapping[str, SchemaDetails] = {
    "Listing": {
        "prefix": "How the paths of the listed blobs begin.",
        "kind": "What it was started by.",
        "force": "Whether it also enqueues what is labelled already.",
        "listed": "Blobs that it has looked at.",
        "enqueued": "Blobs that it has enqueued.",
        "skipped": "Blobs that it did not enqueue: done or queued already, or not to be labelled.",
        "removed": "Documents whose blob is gone.",
        "started": "When it began (UTC).",
        "updated": "When its progress was last saved (UTC).",
        "finished": "When it ended (UTC). Null while it is under way, or goes on with the timer's next tick.",
        "error": "Why it failed, or why it stopped until the timer's next tick.",
        "left_out": LEFT_OUT,
        "full": "Whether it looks up all blobs, and not only those that changed.",
    },
    "LeftOut": {
        "reason": {
            "description": "Why: by the blob's name, by its type, because it has no content, or lies in the archive "
            "tier.",
            "enum": list(Reason),
        },
        "blobs": "How many blobs it leaves out.",
        "example": "The path of one of them.",
    },
    "Probe": {"status": "Always `ok`."},
    "Health": {
        "dependencies": "`storage`, `queue`, `database` and `model`; or `settings` alone, if those are incomplete."
    },
    "DependencyHealth": {
        "milliseconds": {"description": "How long it took to answer.", "format": "int32"},
        "detail": "Why it cannot be reached.",
    },
    "EnqueueRequest": {
        "prefix": PREFIX,
        "force": "Enqueue also what is labelled already, for instance to use a new model.",
        "limit": {"description": "The most images to enqueue.", "minimum": 1},
        "dry_run": "Count, but send nothing.",
    },
    "EnqueueResult": {
        "listed": "Blobs that were looked at.",
        "enqueued": "Blobs that were enqueued.",
        "skipped": "Blobs that were not enqueued: done or queued already, or not to be labelled.",
        "done": "False: the limit or the time was reached.",
        "left_out": LEFT_OUT,
    },
    "RetryRequest": {
        "prefix": PREFIX,
        "code": {"description": "The code of the failures.", "minLength": 1},
        "limit": {
            "description": "The most images and dead letters to send; null is the default.",
            "type": ["integer", "null"],  # the parsed request has the default instead
            "minimum": 1,
            "maximum": MOST_RETRIED,
            "format": "int32",
        },
        "path": PREFIX | {"description": "The path of the one image to send, if it has failed.", "minLength": 1},
    },
    "RetryResult": {
        "failed": "Failed images that were sent.",
        "dead_letters": "Dead letters that were sent.",
        "done": "False: the limit or the time was reached; ask again.",
        "started": "When the request began (UTC): what fails again is classified after it.",
    },
    "ClearLabelsRequest": {"confirm": "The name of the database (the setting DATABASE_NAME)."},
    "ClearLabelsResult": {
        "deleted": "Documents that were removed.",
        "done": "False: the time was reached, and some are left.",
    },
}
