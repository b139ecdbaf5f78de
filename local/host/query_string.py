"""A query's names and values, as the host reads them and hands them to the function (pure).

Rules of ASP.NET Core's ``QueryHelpers`` and the Functions host's ``ToRpcHttp``: names in any case are one,
their values are joined by commas, empty ones are left out.
"""

from local.host.percent_encoding import decode


def parse_query(query: str) -> dict[str, str]:
    """Return one value a name; the query may begin with its question mark."""
    names: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    for part in query.removeprefix("?").split("&"):
        if not part:
            continue
        name, _, value = part.partition("=")
        name, value = _decoded(name), _decoded(value)
        names[name.lower()] = name
        values.setdefault(name.lower(), []).append(value)
    joined = {names[key]: ",".join(value for value in given if value) for key, given in values.items()}
    return {name: value for name, value in joined.items() if value}


def _decoded(text: str) -> str:
    return decode(text.replace("+", " "))
