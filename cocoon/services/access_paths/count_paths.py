"""Declare the access paths of the totals, and of the recount that corrects them."""

from cocoon.records.count_shard import SHARDS
from cocoon.records.image_document import ATTEMPT
from cocoon.services.access_paths.access_path import AccessPath, Command
from cocoon.services.indexes import IMAGES_BY_PATH, POSTINGS_BY_RANK

_COUNTS = "counts"
_RATE = "a page at a time, for a part of each tick of the timer"

TOTALS = AccessPath("the totals, and how far the recount is", _COUNTS, Command.FIND, SHARDS + 1)
STATE = AccessPath("how far the recount is", _COUNTS, Command.FIND, 1)
ADD = AccessPath(
    "additions to the totals, each once; labels that are zero; how far the recount is",
    _COUNTS,
    Command.UPDATE,
    1,
    conditions=("batches", "corrections", "labels", "run", "page"),
)
FORMER = AccessPath("totals as versions until 1.0 kept them", _COUNTS, Command.DELETE, 3)
DOCUMENTS = AccessPath(
    "the recount's pages of documents",
    "images",
    Command.FIND,
    500,
    IMAGES_BY_PATH,
    ("container",),
    range="path",
    sort=("path",),
    checked=_RATE,
)
FILL = AccessPath(
    "fields that documents of earlier versions lack, if they are unchanged",
    "images",
    Command.UPDATE,
    100,
    conditions=ATTEMPT,
)
POSTINGS = AccessPath(
    "the recount's pages of a label's postings",
    "postings",
    Command.FIND,
    500,
    POSTINGS_BY_RANK,
    ("container", "label"),
    range="rank",
    sort=("rank",),
    checked=_RATE,
)
KNOWN_POSTINGS = AccessPath("which postings of some documents there are", "postings", Command.FIND, 100)

PATHS_OF_COUNTS = (TOTALS, STATE, ADD, FORMER, DOCUMENTS, FILL, POSTINGS, KNOWN_POSTINGS)
