"""Parse the parameters of the routes about statistics (pure)."""

from dataclasses import dataclass
from datetime import datetime

from cocoon.http.query_parameters import Pairs, Parameters
from cocoon.labels.names import fold

DEFAULT_LABELS, MAX_LABELS = 50, 1000
DEFAULT_NODES, MAX_NODES = 60, 200
DEFAULT_MINUTES, MAX_MINUTES = 60, 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class LabelsQuery:
    """The labels to count: those with a word that begins with ``prefix`` (normalised)."""

    prefix: str = ""
    limit: int = DEFAULT_LABELS


@dataclass(frozen=True, slots=True)
class GraphQuery:
    """The number of labels to show, from images that were classified ``since`` a time."""

    limit: int = DEFAULT_NODES
    since: datetime | None = None


def parse_labels(parameters: Pairs) -> LabelsQuery:
    """Parse the parameters of ``/api/labels``.

    :raises BadRequestError: naming the wrong parameter.
    """
    values = Parameters(parameters, ("q", "limit"))
    return LabelsQuery(fold(values.text("q")), int(values.number("limit", DEFAULT_LABELS, 1, MAX_LABELS)))


def parse_graph(parameters: Pairs) -> GraphQuery:
    """Parse the parameters of ``/api/graph``.

    :raises BadRequestError: naming the wrong parameter.
    """
    values = Parameters(parameters, ("limit", "since"))
    return GraphQuery(int(values.number("limit", DEFAULT_NODES, 1, MAX_NODES)), values.time("since"))


def parse_minutes(parameters: Pairs) -> int:
    """Parse the parameters of ``/api/stats``: the length of the history in minutes.

    :raises BadRequestError: naming the wrong parameter.
    """
    return int(Parameters(parameters, ("minutes",)).number("minutes", DEFAULT_MINUTES, 1, MAX_MINUTES))
