"""Parse the body of ``DELETE /api/labels``, which must confirm the removal of all labels (pure)."""

import json
from typing import TypedDict

from cocoon.errors import BadRequestError


class ClearLabelsRequest(TypedDict):
    """The confirmation that all labels may be removed."""

    confirm: str


def expect_confirmation(body: bytes, database_name: str) -> None:
    """Raise an error unless the body is ``{"confirm": DATABASE_NAME}``.

    :raises BadRequestError: saying what to send.
    """
    confirmation = ClearLabelsRequest(confirm=database_name)
    wanted = json.dumps(confirmation)
    try:
        fields = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise BadRequestError(f"The body is not JSON: {error}. To remove all labels, send {wanted}.") from error
    if not isinstance(fields, dict) or fields != confirmation:
        raise BadRequestError(f"Nothing was removed. To remove all labels, send {wanted}.")
