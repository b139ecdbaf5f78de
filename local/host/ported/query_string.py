"""A query's names and values, as the host passes them to the function.

Sources: ``QueryHelpers`` of ASP.NET Core and ``ToRpcHttp`` of the Functions host. Names that differ in case only are
one name; its values are joined by commas; empty values are left out.
"""

from local.host.ported.percent_encoding import decode


def parse_query(query: str) -> dict[str, str]:
    """Return one value for each name; the query may begin with its question mark."""
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
