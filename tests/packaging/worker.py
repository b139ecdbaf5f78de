"""Index and invoke an app as the Functions worker does, by the worker's own code.

Run in the packaged app's environment, with the worker on PYTHONPATH: ``python worker.py APP FUNCTION``. The
protobuf messages that the host would exchange with the worker are stood in for by plain objects.
Prints what was indexed and what the function (an HTTP trigger) answered, as JSON.
"""

import asyncio
import json
import sys
import time
from types import SimpleNamespace as Message

import azure_functions_runtime as worker  # type: ignore[import-not-found]


class Protos:
    """Any message of the protocol: an object with the fields that it is made with."""

    class StatusResult(Message):
        Failure, Success = "failure", "success"

    class BindingInfo(Message):
        out, inout = 1, 2

    def __getattr__(self, name: str) -> type[Message]:
        return type(name, (Message,), {})


def http_request(name: str) -> Message:
    body = Message(WhichOneof=lambda _: None)
    http = Message(method="GET", url=f"https://x/api/{name}", headers={}, body=body, params={}, query={})
    data = Message(http=http, WhichOneof=lambda _: "http")
    return Message(name="req", data=data, WhichOneof=lambda _: "data")


async def main(app: str, function: str) -> dict[str, object]:
    sys.path.insert(0, app)
    properties = {"host": "127.0.0.1", "protos": Protos()}
    started = time.perf_counter()
    init = Message(worker_init_request=Message(capabilities={}, function_app_directory=app))
    answer = await worker.worker_init_request(Message(request=init, properties=properties))
    if answer.result.status != "success":
        raise SystemExit(f"not indexed: {answer.result.exception}")
    indexed = time.perf_counter() - started
    metadata = await worker.functions_metadata_request(Message(request=Message(), properties=properties))
    functions = {each.name: each for each in metadata.function_metadata_results}
    invocation = Message(
        invocation_id="1",
        function_id=functions[function].function_id,
        input_data=[http_request(function)],
        trigger_metadata={},
        trace_context=Message(trace_parent="", trace_state="", attributes={}),
        retry_context=Message(retry_count=0, max_retry_count=0, exception=None),
    )
    result = await worker.invocation_request(Message(request=Message(invocation_request=invocation)))
    if result.result.status != "success":
        raise SystemExit(f"failed: {result.result.exception}")
    http = result.return_value.http
    return {
        "seconds": indexed,
        "functions": {name: [json.loads(raw) for raw in each.raw_bindings] for name, each in functions.items()},
        "status": int(http.status_code),
        "body": json.loads(getattr(http.body, "bytes", None) or http.body.string),
        "modules": sorted(sys.modules),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
