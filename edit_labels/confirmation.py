"""Parse the body of ``DELETE /api/labels``, which must confirm the removal of all labels (pure)."""

import json

from cocoon.errors import BadRequestError


def expect_confirmation(body: bytes, database_name: str) -> None:
    """Raise an error unless the body is ``{"confirm": DATABASE_NAME}``.

    :raises BadRequestError: saying what to send.
    """
    wanted = json.dumps({"confirm": database_name})
    try:
        fields = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise BadRequestError(f"The body is not JSON: {error}. To remove all labels, send {wanted}.") from error
    if not isinstance(fields, dict) or fields != {"confirm": database_name}:
        raise BadRequestError(f"Nothing was removed. To remove all labels, send {wanted}.")
