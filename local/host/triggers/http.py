"""HTTP triggers: a request is dispatched, passed to its function, and answered."""

import azure.functions as func
from azure.functions.meta import Datum

from local.host.invocation import Invoker
from local.host.ported.dispatch import Router
from local.host.ported.query_string import parse_query
from local.host.web.request_response import Handler, Request, Response

REASON = "This function was programmatically called via the host"


def make_handler(router: Router, invoker: Invoker) -> Handler:
    """Return the handler of requests to the app's functions."""

    async def handle(request: Request) -> Response | None:
        found = router.find(request.method, request.target.path)
        if found is None:
            return None
        function, route_values = found
        argument = _argument(request, route_values)
        try:
            result = await invoker.invoke(function, argument, REASON)
        except Exception:  # noqa: BLE001 - the invoker logs it; the real host, too, answers with an empty 500
            return Response(500)
        return _response(result)

    return handle


def _argument(request: Request, route_values: dict[str, str]) -> object:
    """Return the ``HttpRequest``, made from the fields that the host sends to the worker."""

    def texts(items: dict[str, str]) -> dict[str, Datum]:
        return {name: Datum(value, "string") for name, value in items.items()}

    fields = {
        "method": Datum(request.method.upper(), "string"),
        "url": Datum(request.url, "string"),
        "headers": texts(dict(request.headers)),
        "query": texts(parse_query(request.target.query)),
        "params": texts(route_values),
        "body": Datum(request.body, "bytes"),
    }
    converter = func.get_binding_registry().get("httpTrigger")
    argument: object = converter.decode(Datum(fields, "http"), trigger_metadata={})
    return argument


def _response(result: func.HttpResponse | str | None) -> Response:
    if result is None:
        return Response(500)  # as the real host answers a function without a return value
    if isinstance(result, str):
        return Response(200, result.encode(), {"Content-Type": "text/plain; charset=utf-8"})
    headers = dict(result.headers.items())
    if not any(name.lower() == "content-type" for name in headers):
        charset = f"; charset={result.charset}" if result.mimetype.startswith("text/") else ""
        headers["Content-Type"] = f"{result.mimetype}{charset}"
    return Response(result.status_code, result.get_body(), headers)
