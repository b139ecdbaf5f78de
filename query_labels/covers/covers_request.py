"""Parse the parameters of the routes about covers (pure)."""

from dataclasses import dataclass

from cocoon.errors import BadRequestError
from cocoon.http.query_parameters import Pairs, Parameters
from cocoon.labels.names import fold
from cocoon.records.blob_path import LONGEST_PATH

DEFAULT_COVERS, MAX_COVERS = 24, 200
MOST_PICTURES = 48  # labels that come with a picture: each costs a command


@dataclass(frozen=True, slots=True)
class LabelsBelow:
    """The most frequent labels directly below one (normalised); those with none above them if it is empty."""

    below: str = ""
    limit: int = DEFAULT_COVERS


@dataclass(frozen=True, slots=True)
class FoldersIn:
    """The folders directly in one, in the order of their names; ``cursor`` is where the page before ended."""

    below: str = ""
    limit: int = DEFAULT_COVERS
    cursor: str = ""


def parse_labels_below(parameters: Pairs) -> LabelsBelow:
    """Parse the parameters of ``/api/covers``.

    :raises BadRequestError: naming the wrong parameter.
    """
    values = Parameters(parameters, ("below", "limit"))
    return LabelsBelow(fold(values.text("below")), _limit(values, MAX_COVERS))


def parse_folders_in(parameters: Pairs) -> FoldersIn:
    """Parse the parameters of ``/api/folders``.

    :raises BadRequestError: naming the wrong parameter.
    """
    values = Parameters(parameters, ("below", "limit", "cursor"))
    query = FoldersIn(values.text("below"), _limit(values, MOST_PICTURES), values.text("cursor"))
    if query.below and not query.below.endswith("/"):
        raise BadRequestError("below must end with a slash.")
    if max(len(query.below), len(query.cursor)) > LONGEST_PATH:
        raise BadRequestError(f"below and cursor may have {LONGEST_PATH} characters.")
    if query.cursor and not query.cursor.startswith(query.below):
        raise BadRequestError("cursor is not one that this folder has returned as next_cursor.")
    return query


def _limit(values: Parameters, most: int) -> int:
    return int(values.number("limit", DEFAULT_COVERS, 1, most))
