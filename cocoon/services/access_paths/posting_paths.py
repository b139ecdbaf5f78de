"""Declare the access paths of the labels' lists, without those of searches."""

from cocoon.services.access_paths.access_path import AccessPath, Command

_POSTINGS = "postings"

INSERT = AccessPath(
    "postings of a document", _POSTINGS, Command.INSERT, 1000, checked="those that exist stay as they are"
)
DELETE = AccessPath("postings that are left over", _POSTINGS, Command.DELETE, 100)

PATHS_OF_POSTINGS = (INSERT, DELETE)
