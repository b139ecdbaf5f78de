"""Parse the parameters of ``/api/completions`` (pure)."""

from dataclasses import dataclass

from cocoon.errors import BadRequestError
from cocoon.http.query_parameters import Pairs, Parameters
from cocoon.labels.names import fold
from query_labels.search.search_request import LONGEST_LABEL

DEFAULT_ITEMS, MAX_ITEMS = 12, 50


@dataclass(frozen=True, slots=True)
class CompletionQuery:
    """A typed text (normalised), and the most words that complete it."""

    text: str
    limit: int = DEFAULT_ITEMS


def parse_completion(parameters: Pairs) -> CompletionQuery:
    """Parse the parameters.

    :raises BadRequestError: naming the wrong parameter.
    """
    values = Parameters(parameters, ("q", "limit"))
    text = fold(values.text("q"))
    if len(text) > LONGEST_LABEL:
        raise BadRequestError(f"q has {len(text)} characters; {LONGEST_LABEL} are allowed.")
    return CompletionQuery(text, int(values.number("limit", DEFAULT_ITEMS, 1, MAX_ITEMS)))
