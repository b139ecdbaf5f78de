"""Declare the access paths of searches, of the graph of labels, and of what looks words up."""

from pymongo import IndexModel

from cocoon.services.access_paths.access_path import AccessPath, Command
from cocoon.services.indexes import IMAGES_BY_ARRAY, IMAGES_BY_PATH, IMAGES_BY_STATUS, IMAGES_BY_TIME, NEWEST_FIELDS
from cocoon.services.indexes import POSTINGS_BY_RANK as BY_RANK

MOST_EXAMINED = 2000  # entries of lists that a request reads in all
AT_ONCE = MOST_EXAMINED * 3 // 4  # of a list, if it may be short enough to be read whole
_STOP = f"the other conditions; a request stops after {MOST_EXAMINED:,} entries, with a cursor to go on from"
_ORDER = f"the order: if a full answer is not in it, it is asked for once more, sorted; then {_STOP}"
_LISTS = {
    "all images": (IMAGES_BY_TIME, ("container",)),
    "images of a status": (IMAGES_BY_STATUS, ("container", "status")),
    "images with a label": (IMAGES_BY_ARRAY["label_names"], ("container", "label_names")),
    "images with a word in their path": (IMAGES_BY_ARRAY["path_words"], ("container", "path_words")),
    "images with a folder, a model or a code": (IMAGES_BY_ARRAY["search_keys"], ("container", "search_keys")),
}


def _list(name: str, index: IndexModel, equal: tuple[str, ...], range_: str, *, is_sorted: bool) -> AccessPath:
    rest = tuple(field for field in NEWEST_FIELDS if field not in equal)
    sort, checked = (rest, _STOP) if is_sorted else ((), _ORDER)
    return AccessPath(name, "images", Command.FIND, AT_ONCE, index, equal, range=range_, sort=sort, checked=checked)


NEWEST_FIRST = tuple(
    _list(f"{name}, newest first", index, equal, "classified_at", is_sorted=True)
    for name, (index, equal) in _LISTS.items()
)
OF_THE_SAME_TIME = tuple(
    _list(f"{name}, the next of the same time", index, (*equal, "classified_at"), "_id", is_sorted=True)
    for name, (index, equal) in _LISTS.items()
)
# DocumentDB reads a range whole before it sorts it where the index has an array, see indexed_find.
_LISTS_BY_ARRAY = {name: each for name, each in _LISTS.items() if each[0] in IMAGES_BY_ARRAY.values()}
IN_DOCUMENTDB = tuple(
    _list(f"{name}, on DocumentDB", index, equal, "classified_at", is_sorted=False)
    for name, (index, equal) in _LISTS_BY_ARRAY.items()
)
OF_THE_SAME_TIME_IN_DOCUMENTDB = tuple(
    _list(f"{name}, the next of the same time, on DocumentDB", index, (*equal, "classified_at"), "_id", is_sorted=False)
    for name, (index, equal) in _LISTS_BY_ARRAY.items()
)
EXISTENCE = tuple(
    AccessPath(f"whether there are {name}", "images", Command.FIND, 1, index, equal)
    for name, (index, equal) in _LISTS.items()
)
BEST_FIRST = AccessPath(
    "images with a label, best first",
    "postings",
    Command.FIND,
    AT_ONCE,
    BY_RANK,
    ("container", "label"),
    range="rank",
    sort=("rank",),
    checked="whether the document still has the label with this rank; then as of the others",
)
PREFIX = AccessPath(
    "images with a prefix that is no folder",
    "images",
    Command.FIND,
    MOST_EXAMINED + 1,
    IMAGES_BY_PATH,
    ("container",),
    range="path",
    checked="the other conditions; if there are more, the newest images are read instead",
)
GRAPH = AccessPath(
    "labels of the newest images, which the graph counts",
    "images",
    Command.FIND,
    5000,
    IMAGES_BY_TIME,
    ("container",),
    range="classified_at",
    sort=NEWEST_FIELDS,
)
FOLDERS = AccessPath(
    "paths in a folder, of which the folders in it are found",
    "images",
    Command.FIND,
    5000,
    IMAGES_BY_PATH,
    ("container",),
    range="path",
    sort=("path",),
    checked="leaves out the rest of a large folder; a request stops after 7,800 paths, or two seconds, with a cursor",
)
NEWEST_PATHS = AccessPath(
    "paths of the newest images, whose names complete what is typed",
    "images",
    Command.FIND,
    2000,
    IMAGES_BY_TIME,
    ("container",),
    sort=NEWEST_FIELDS,
    checked="once a minute in each process, while somebody types",
)
PAGE = AccessPath(
    "the images of a page, or of postings",
    "images",
    Command.FIND,
    500,
    conditions=("ranks", "path", "status", "error", "classified_at"),
    checked="the conditions, again",
)

PATHS_OF_SEARCHES = (
    *NEWEST_FIRST,
    *OF_THE_SAME_TIME,
    *IN_DOCUMENTDB,
    *OF_THE_SAME_TIME_IN_DOCUMENTDB,
    *EXISTENCE,
    BEST_FIRST,
    PREFIX,
    PAGE,
    GRAPH,
    FOLDERS,
    NEWEST_PATHS,
)
