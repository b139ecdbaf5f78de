"""The fields of counts and statistics."""

from collections.abc import Mapping

from contract.details import SchemaDetails

COUNTED_AT = "When the totals last changed (UTC), seconds after what was labelled; null if there was nothing to count."

STATISTICS_FIELDS: Mapping[str, SchemaDetails] = {
    "LabelCount": {
        "name": "The label: in lower case, with spaces.",
        "images": "How many images have it.",
        "kind": "Whether others are below it.",
        "parents": "The labels directly above it.",
    },
    "LabelCounts": {"items": "The most frequent first.", "counted_at": COUNTED_AT},
    "LabelDetails": {
        "name": "The label: in lower case, with spaces.",
        "images": "How many images have it.",
        "kind": "Whether others are below it.",
        "because": "Why the requested word means this label.",
        "parents": "The labels directly above it.",
        "children": "The labels directly below it, the most frequent first.",
        "aliases": "Other words for it.",
        "names": "Its names in other languages, by the language's code (ISO 639-1).",
        "counted_at": COUNTED_AT,
    },
    "LabelCover": {
        "name": "The label: in lower case, with spaces.",
        "images": "How many images have it.",
        "kind": "Whether others are below it.",
        "parents": "The labels directly above it.",
        "cover": "One of the images that most surely have it; null if they have no thumbnail.",
    },
    "LabelCovers": {
        "label": "The label that is above them; null for those at the top.",
        "above": "The labels above `label`, from the top down; of several that are next to each other, the first.",
        "items": "The most frequent first; without those that no image has.",
        "counted_at": COUNTED_AT,
    },
    "FolderCover": {
        "path": "The path of the folder; it ends with a slash.",
        "images": "How many images in it and below it were counted, the failed ones included.",
        "complete": "Whether it has no others: of a large folder only the first ones are counted.",
        "has_folders": "Whether there are folders in it; null if none is among the images that were counted.",
        "cover": "One of its first images; null if they have no thumbnail.",
    },
    "FolderCovers": {
        "items": "In the order of their names.",
        "next_cursor": "Where the next page begins; null on the last.",
    },
    "FailureCount": {"code": "The code of the failure.", "images": "How many images failed with it."},
    "FailureCounts": {"items": "The most frequent first.", "counted_at": COUNTED_AT},
    "Graph": {
        "nodes": "The most frequent first.",
        "edges": "The most frequent first.",
        "images": "How many images were looked at.",
    },
    "GraphNode": {"id": "The label.", "images": "How many images have it."},
    "GraphEdge": {
        "source": "The `id` of one label.",
        "target": "The `id` of the other.",
        "images": "How many images have both.",
    },
    "Statistics": {
        "images": "How many images were looked at, the failed ones included.",
        "failed": "How many of them failed.",
        "models": "The versions of models, the most frequent first.",
        "per_minute": "Images in the last 60 seconds.",
        "queue": "Null where it cannot be read.",
        "workers": "The workers of the last two minutes.",
        "history": "The oldest first; minutes without work are left out.",
        "listings": "The newest first.",
        "left_out": "What the timer's last listing of each prefix found that is not to be labelled, the most frequent "
        "reason first.",
    },
    "ModelCount": {
        "name": "The name of the model.",
        "version": "Its version.",
        "images": "How many labelled images it has looked at.",
    },
    "QueueDepth": {
        "active": "Messages that wait or are being worked on.",
        "scheduled": "Messages that become active later.",
        "dead_letter": "Messages that failed too often.",
    },
    "WorkerActivity": {
        "worker": "The name of the worker.",
        "minute": "When the minute began (UTC).",
        "labelled": "How many images it labelled.",
        "failed": "How many images it could not label.",
        "busy_ms": "How many milliseconds it spent decoding and classifying.",
    },
    "MinuteActivity": {
        "minute": "When the minute began (UTC).",
        "labelled": "How many images were labelled.",
        "failed": "How many images could not be labelled.",
    },
    "CostEstimate": {
        "currency": "The currency of all prices.",
        "total": "worker_seconds x gb_per_worker x per_gb_second + executions / 1,000,000 x per_million_executions",
        "since": "When the first minute that is counted began (UTC): of the first image, or of the week before "
        "the update to this version; null if there was none.",
        "worker_seconds": "The minutes in which a worker did something, in seconds.",
        "gb_per_worker": "The memory of a worker.",
        "per_gb_second": "The price of a gigabyte for a second.",
        "executions": "How many images were labelled or failed.",
        "per_million_executions": "The price of a million executions.",
    },
}
