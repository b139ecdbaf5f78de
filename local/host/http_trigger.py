"""HTTP triggers: a request as the host hands it to the worker, and what the function returns as a response."""

import azure.functions as func
from azure.functions.meta import Datum

from local.host.invocation import Invoker
from local.host.query_string import parse_query
from local.host.router import Router
from local.host.web import Handler, Request, Response


def make_handler(router: Router, invoker: Invoker) -> Handler:
    """Return what answers with the functions."""

    async def handle(request: Request) -> Response | None:
        found = router.find(request.method, request.target.path)
        if found is None:
            return None
        function, values = found
        argument = func.get_binding_registry().get("httpTrigger").decode(_datum(request, values), trigger_metadata={})
        try:
            result = await invoker.invoke(function, argument, "This function was programmatically called via the host")
        except Exception:  # noqa: BLE001 - logged by the invoker; the real host, too, answers an empty 500
            return Response(500)
        return _response(result)

    return handle


def _datum(request: Request, values: dict[str, str]) -> Datum:
    """Describe a request as the host describes it to the worker."""

    def texts(items: dict[str, str]) -> dict[str, Datum]:
        return {name: Datum(value, "string") for name, value in items.items()}

    fields = {
        "method": Datum(request.method.upper(), "string"),
        "url": Datum(request.url, "string"),
        "headers": texts(dict(request.headers)),
        "query": texts(parse_query(request.target.query)),
        "params": texts(values),
        "body": Datum(request.body, "bytes"),
    }
    return Datum(fields, "http")


def _response(result: func.HttpResponse | str | None) -> Response:
    if result is None:
        return Response(500)  # as the host: without a return value there is no response
    if isinstance(result, str):
        return Response(200, result.encode(), {"Content-Type": "text/plain; charset=utf-8"})
    headers = dict(result.headers.items())
    if not any(name.lower() == "content-type" for name in headers):
        charset = f"; charset={result.charset}" if result.mimetype.startswith("text/") else ""
        headers["Content-Type"] = f"{result.mimetype}{charset}"
    return Response(result.status_code, result.get_body(), headers)
