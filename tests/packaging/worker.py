"""Index and invoke an app as the Functions worker does, by the worker's own code.

Run in the packaged app's environment, with the worker on PYTHONPATH: ``python worker.py APP [BODY]``. Invokes the
HTTP function ``health``, and ``classify_image`` with a message of that body. The protobuf messages that the host
would exchange with the worker are stood in for by plain objects. Prints what was indexed and answered, as JSON.
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


PROPERTIES = {"host": "127.0.0.1", "protos": Protos()}


def typed(kind: str | None, value: object = None) -> Message:
    """A message of which one field is set."""
    fields = {kind: value} if kind else {}
    return Message(**fields, WhichOneof=lambda _: kind)


def http_request() -> Message:
    return typed(
        "http",
        Message(method="GET", url="https://x/api/health", headers={}, body=typed(None), params={}, query={}),
    )


async def invoke(function: Message, argument: str, data: Message, metadata: dict[str, Message]) -> Message:
    given = typed("data", data)
    given.name = argument
    invocation = Message(
        invocation_id="1",
        function_id=function.function_id,
        input_data=[given],
        trigger_metadata=metadata,
        trace_context=Message(trace_parent="", trace_state="", attributes={}),
        retry_context=Message(retry_count=0, max_retry_count=0, exception=None),
    )
    answer: Message = await worker.invocation_request(Message(request=Message(invocation_request=invocation)))
    if answer.result.status != "success":
        raise SystemExit(f"failed: {answer.result.exception}")
    return answer


async def main(app: str, body: str | None = None) -> dict[str, object]:
    sys.path.insert(0, app)
    started = time.perf_counter()
    init = Message(worker_init_request=Message(capabilities={}, function_app_directory=app))
    answer = await worker.worker_init_request(Message(request=init, properties=PROPERTIES))
    if answer.result.status != "success":
        raise SystemExit(f"not indexed: {answer.result.exception}")
    indexed, imported = time.perf_counter() - started, sorted(sys.modules)
    metadata = await worker.functions_metadata_request(Message(request=Message(), properties=PROPERTIES))
    functions = {each.name: each for each in metadata.function_metadata_results}
    if body is not None:
        of_message = {"MessageId": typed("string", "m1"), "DeliveryCount": typed("json", "1")}
        of_message |= {name: typed("json", "{}") for name in ("UserProperties", "ApplicationProperties")}
        await invoke(functions["classify_image"], "message", typed("bytes", body.encode()), of_message)
    http = (await invoke(functions["health"], "req", http_request(), {})).return_value.http
    return {
        "seconds": indexed,
        "functions": {name: [json.loads(raw) for raw in each.raw_bindings] for name, each in functions.items()},
        "status": int(http.status_code),
        "body": json.loads(getattr(http.body, "bytes", None) or http.body.string),
        "imported": imported,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
