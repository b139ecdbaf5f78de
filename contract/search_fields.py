"""The fields of images and of searches; and of problems, which any route may answer with."""

from collections.abc import Mapping

from contract.details import SchemaDetails

PARENTS = "The labels directly above it: in lower case, with spaces."
FRACTION = {"minimum": 0, "maximum": 1}

SEARCH_FIELDS: Mapping[str, SchemaDetails] = {
    "Problem": {
        "type": "Always `about:blank`: the status says what kind of error it is.",
        "title": "The phrase of the status.",
        "status": {"description": "The HTTP status.", "minimum": 100, "maximum": 599, "format": "int32"},
        "detail": {"description": "A sentence that helps.", "x-ms-primary-error-message": True},
        "reason": "Of an image that was never looked at: why. A reason as in `left_out`, or `no_blob`, `waiting`, "
        "`outside_prefixes`, or the code of what the account refuses.",
    },
    "SearchResult": {
        "items": "The images, in the order that `sort` asks for; a page may be short, or empty, and have a next one.",
        "next_cursor": "Where the next page begins; null on the last.",
        "understood": "The words of the search that are no labels themselves, and what they were taken for.",
        "suggestions": "Where nothing was found and a label is not known: the closest that are.",
        "facets": "Null unless the request asks for facets.",
    },
    "Completion": {
        "word": "The word: in lower case, with spaces.",
        "as": "The label that it means; the word itself if that is a label.",
        "because": "Why it means this label; null if it is one.",
        "images": "How many images have the label.",
    },
    "Completions": {
        "items": "Words that mean a label; the text itself comes first if it does, even if no image has the label.",
        "names": "Words that a path of one of the newest 2,000 images has, for `name`; the most frequent first.",
        "folders": "Folders of these images, for `prefix`, whose name has the words; the most frequent first.",
    },
    "Understood": {
        "asked": "The word of the search: in lower case, with spaces.",
        "as": "The label, or the words of a path.",
        "because": "Why.",
    },
    "Image": {
        "container": "The container of the blob.",
        "path": "The path of the blob in its container.",
        "etag": "The version that was looked at.",
        "bytes": "The size of the blob.",
        "model": "The first of `models`.",
        "models": "The models that looked at it.",
        "labels": "Best first.",
        "broader": "What is above its labels, best first; without those that are among the labels.",
        "width": {"description": "Pixels, upright.", "format": "int32"},
        "height": {"description": "Pixels, upright.", "format": "int32"},
        "milliseconds": "How long decoding and inference took.",
        "error": "Null if the image was labelled.",
        "classified_at": "When it was looked at (UTC).",
        "worker": "The worker that looked at it.",
    },
    "Cover": {
        "path": "The path of the blob in its container.",
        "width": {"description": "Pixels, upright.", "format": "int32"},
        "height": {"description": "Pixels, upright.", "format": "int32"},
    },
    "ModelVersion": {"name": "As the model's `model.json` has it.", "version": "As the model's `model.json` has it."},
    "Label": {
        "name": "As the model names it.",
        "score": {"description": "How sure the model is.", **FRACTION},
        "model": "The name of the model.",
        "boxes": "From a detector only; best first.",
        "parents": PARENTS,
    },
    "BroaderLabel": {
        "name": "The label.",
        "score": {"description": "How sure the models are that one of the labels below it is right.", **FRACTION},
        "parents": PARENTS,
    },
    "Box": {
        "score": "How sure the model is of this object.",
        "top": {"description": "The upper edge.", **FRACTION},
        "left": {"description": "The left edge.", **FRACTION},
        "bottom": {"description": "The lower edge.", **FRACTION},
        "right": {"description": "The right edge.", **FRACTION},
    },
    "Failure": {
        "code": "The kind of failure, by which `/api/failures` counts and `error` of `/api/search` selects.",
        "message": "A sentence that says why.",
    },
    "ImageLinks": {
        "self": "The address of this image's document.",
        "image": "The address of the image as it was uploaded.",
        "thumbnail": "The address of the thumbnail; null if there is none.",
    },
    "Facets": {
        "labels": "The most frequent first.",
        "images": "How many images were counted.",
        "complete": "Whether these are all of the result.",
    },
}
