"""Read the parts of a request."""

from urllib.parse import parse_qsl, urlsplit

import azure.functions as func

from cocoon.errors import LengthRequiredError

KEY = "code"  # the parameter that may hold the function key


def body_of(request: func.HttpRequest) -> bytes:
    """Return the body of a request.

    The Functions host drops a body that is sent in chunks (azure-functions-host#4926), and an empty body would mean
    something else: everything. If a front end passes the body on, it is used.

    :raises LengthRequiredError: if the body was sent in chunks and did not arrive.
    """
    body: bytes = request.get_body()
    if not body and "chunked" in request.headers.get("transfer-encoding", "").lower():
        raise LengthRequiredError
    return body


def query_of(request: func.HttpRequest) -> list[tuple[str, str]]:
    """Return the query's names and values in order, without the function key, which the host has checked.

    ``request.params`` has one value for each name: the host joins repeated ones with a comma.
    """
    return [each for each in parse_qsl(urlsplit(request.url).query, keep_blank_values=True) if each[0] != KEY]
