"""Declare the access paths of the documents of images, without those of searches."""

from cocoon.records.image_document import ATTEMPT
from cocoon.services.access_paths.access_path import AccessPath, Command
from cocoon.services.indexes import IMAGES_BY_PATH, IMAGES_BY_STATUS, NEWEST_FIELDS

_IMAGES = "images"

ONE = AccessPath("one image", _IMAGES, Command.FIND, 1, conditions=("container",))
SOME = AccessPath("some images, by their ids", _IMAGES, Command.FIND, 100)
PATHS = AccessPath(
    "images between two paths: of a page of blobs, or page by page",
    _IMAGES,
    Command.FIND,
    5000,
    IMAGES_BY_PATH,
    ("container",),
    range="path",
    sort=("path",),
    checked="whether a version is done (by ids if there are more), or its blob gone",
)
ANY = AccessPath("whether a container has an image", _IMAGES, Command.FIND, 1, IMAGES_BY_PATH, ("container",))
FAILED = AccessPath(
    "failed images, the oldest first",
    _IMAGES,
    Command.FIND,
    2000,
    IMAGES_BY_STATUS,
    ("container", "status"),
    range="classified_at",
    sort=NEWEST_FIELDS,
    checked="the path's beginning, the failure's code; a request stops at its limit, or when its time is over",
)
FAILED_AT = AccessPath(
    "the next failed images of the same time",
    _IMAGES,
    Command.FIND,
    FAILED.most,
    IMAGES_BY_STATUS,
    ("container", "status", "classified_at"),
    range="_id",
    sort=("_id",),
    checked="as of the others",
)
INSERT = AccessPath("a new document", _IMAGES, Command.INSERT, 1)
REPLACE = AccessPath(
    "the next document of an image, if the one before is unchanged",
    _IMAGES,
    Command.UPDATE,
    1,
    conditions=ATTEMPT,
)
UPDATE = AccessPath("a part of a document, if it is unchanged", _IMAGES, Command.UPDATE, 1, conditions=ATTEMPT)
REMOVED = AccessPath(
    "images of a container, to be removed", _IMAGES, Command.FIND, 500, IMAGES_BY_PATH, ("container",), sort=("path",)
)
DELETE = AccessPath("a document, if it is unchanged", _IMAGES, Command.DELETE, 1, conditions=ATTEMPT)

PATHS_OF_IMAGES = (ONE, SOME, PATHS, ANY, FAILED, FAILED_AT, INSERT, REPLACE, UPDATE, REMOVED, DELETE)
