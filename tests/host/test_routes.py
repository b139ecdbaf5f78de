"""The local host takes the function, the values, the address and the query that Microsoft's own router takes."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.host.errors import HostError
from local.host.ported.dispatch import Router
from local.host.ported.query_string import parse_query
from local.host.ported.request_target import BadRequestError, Target
from local.host.ported.route_template import RouteTemplate
from tests.kits.registered_functions import http_function, registered_router

HERE = Path(__file__).parent
HOST = "127.0.0.1"


def is_for_the_router(vector: dict[str, Any]) -> bool:
    """Leave out the host's own routes, which test_web asks, and the requests that are too long to be written down."""
    target = vector["target"]
    return not (
        vector.get("admin")
        or target.startswith("/admin/")
        or "characters)" in target
        or (target.startswith("/runtime/") and vector["status"] == 200)
    )


VECTORS = [vector for vector in json.loads((HERE / "routes.json").read_text()) if is_for_the_router(vector)]


@pytest.fixture(scope="module")
def router() -> Router:
    return registered_router()


def test_there_are_as_many_as_the_issue_says() -> None:
    assert len(VECTORS) >= 302


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['method']} {vector['target']!a}")
def test_what_the_host_answers(router: Router, vector: dict[str, Any]) -> None:
    try:
        target = Target.parse(vector["target"], HOST)
    except BadRequestError:
        assert vector["status"] == 400
        return
    found = router.find(vector["method"], target.path)
    if found is None:
        assert vector["function"] is None
        assert vector["status"] == (200 if target.path == "/" else 404)  # the home page
        return
    function, values = found
    assert (200, function.name, values) == (vector["status"], vector["function"], vector["values"])
    assert target.url(HOST) == vector["url"]
    assert parse_query(target.query) == vector["query"]


@pytest.mark.parametrize(
    ("template", "path", "values"),
    [
        ("items/{id:int}", "/items/12", {"id": "12"}),
        ("items/{id:int}", "/items/twelve", None),
        ("items/{id:int}", "/items/99999999999", None),
        ("{word:alpha}", "/abc/", {"word": "abc"}),
        ("{word:alpha}", "/ab1", None),
        ("a/{**rest}", "/A/b/c", {"rest": "b/c"}),
        ("a/{**rest}", "/a", {}),
        ("", "/", {}),
        ("", "/x", None),
    ],
)
def test_templates(template: str, path: str, values: dict[str, str] | None) -> None:
    assert RouteTemplate.parse(template).match(path) == values


@pytest.mark.parametrize("template", ["a{id}b", "{id?}/x", "{*path}/x", "{id:guid}", "{id=5}", "{"])
def test_templates_that_this_host_does_not_know(template: str) -> None:
    with pytest.raises(HostError, match="use Core Tools"):
        RouteTemplate.parse(template)


def test_the_first_by_name_wins_whatever_fits_better() -> None:
    functions = [http_function("Zebra", route="x/special"), http_function("any", route="x/{id}")]
    found = Router(functions, "").find("GET", "/x/special")
    assert found is not None
    assert found[0].name == "any"
