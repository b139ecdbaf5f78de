"""Declare the access paths of the small collections: marks, listings, leases, clearings, activity."""

from cocoon.services.access_paths.access_path import AccessPath, Command
from cocoon.services.indexes import ACTIVITY_BY_MINUTE, LISTINGS_BY_KIND, QUEUED_BY_PATH

_AGE = "when it was sent"

MARKS = AccessPath("marks of some versions", "queued", Command.FIND, 100, checked=_AGE)
MARKS_BETWEEN = AccessPath(
    "marks between two paths of a page of blobs",
    "queued",
    Command.FIND,
    5000,
    QUEUED_BY_PATH,
    ("container",),
    range="path",
    sort=("path",),
    checked=f"{_AGE}; by ids if there are more",
)
MARKS_OF_IMAGE = AccessPath(
    "marks of an image, to be removed", "queued", Command.FIND, 500, QUEUED_BY_PATH, ("container", "path")
)
MARKS_OF_CONTAINER = AccessPath(
    "marks of a container, to be removed", "queued", Command.FIND, 500, QUEUED_BY_PATH, ("container",)
)
MARK = AccessPath("marks of versions that were sent", "queued", Command.INSERT, 1000)
MARK_AGAIN = AccessPath("marks of versions that were sent again", "queued", Command.UPDATE, MARK.most)
UNMARK = AccessPath("marks to be removed", "queued", Command.DELETE, MARKS_OF_IMAGE.most)

LISTINGS = AccessPath(
    "listings of a kind, page by page",
    "listings",
    Command.FIND,
    500,
    LISTINGS_BY_KIND,
    ("container", "kind"),
    range="_id",
    sort=("_id",),
    checked="a prefix has one of each kind",
)
SHOWN_LISTINGS = AccessPath(
    "listings that are shown", "listings", Command.FIND, 100, LISTINGS_BY_KIND, ("container", "kind")
)
LISTINGS_OF_CONTAINER = AccessPath(
    "listings of a container, to be removed", "listings", Command.FIND, 500, LISTINGS_BY_KIND, ("container",)
)
FORMER_TOKEN = AccessPath("the token of a clearing by version 0.1", "listings", Command.FIND, 1)
SAVE_LISTING = AccessPath("the progress of a listing", "listings", Command.UPDATE, 1)
FORGET_LISTINGS = AccessPath("listings that are over", "listings", Command.DELETE, LISTINGS.most)

TAKE_LEASE = AccessPath(
    "a lease, if it is free or one's own", "leases", Command.UPDATE, 1, conditions=("owner", "until")
)
RELEASE_LEASE = AccessPath("one's own lease", "leases", Command.DELETE, 1, conditions=("owner",))
TOKEN = AccessPath("the token of the last clearing", "clearings", Command.FIND, 1)
RENEW_TOKEN = AccessPath("a new token", "clearings", Command.UPDATE, 1)
ACTIVITY = AccessPath(
    "what workers did, the last minutes first",
    "activity",
    Command.FIND,
    20_000,
    ACTIVITY_BY_MINUTE,
    (),
    range="minute",
    sort=("minute",),
)
ADD_ACTIVITY = AccessPath(
    "what a worker did, minute by minute",
    "activity",
    Command.UPDATE,
    1440,
    checked="usually one or two minutes; more after an outage of the database",
)

PATHS_OF_RECORDS = (
    *(MARKS, MARKS_BETWEEN, MARKS_OF_IMAGE, MARKS_OF_CONTAINER, MARK, MARK_AGAIN, UNMARK),
    *(LISTINGS, SHOWN_LISTINGS, LISTINGS_OF_CONTAINER, FORMER_TOKEN, SAVE_LISTING, FORGET_LISTINGS),
    *(TAKE_LEASE, RELEASE_LEASE, TOKEN, RENEW_TOKEN, ACTIVITY, ADD_ACTIVITY),
)
