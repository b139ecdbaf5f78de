"""What the host does with requests before and after the app, asked over a raw socket."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import azure.functions as func
import pytest

from local.host.admin_routes import AdminRoutes
from local.host.functions import Binding, IndexedFunction
from local.host.invocation import Invoker
from local.host.ported.dispatch import Router
from local.host.triggers.http import make_handler
from local.host.web.asgi_app import AsgiApp
from local.host.web.http_server import make_http_server


def tell(req: func.HttpRequest) -> func.HttpResponse:
    """Answer with what arrived; ``h`` sets a header."""
    headers = dict(req.headers.items())
    answer = {
        "method": req.method,
        "headers": headers,
        "body": req.get_body().decode(),
        "params": dict(req.params),
        "path": req.route_params.get("path"),
        "url": req.url,
    }
    extra = {"X-Echo": req.params["h"]} if "h" in req.params else {}
    return func.HttpResponse(json.dumps(answer), mimetype="application/json", headers=extra)


def nothing(req: func.HttpRequest) -> None:
    """Return nothing."""
    del req


def function(name: str, call: Callable[..., object], route: str, methods: list[str]) -> IndexedFunction:
    trigger = Binding("httpTrigger", "req", {"type": "httpTrigger", "name": "req", "route": route, "methods": methods})
    return IndexedFunction(name, call, trigger, is_disabled=False)


FUNCTIONS = [
    function("tell", tell, "api/tell/{*path}", ["GET", "POST", "HEAD"]),
    function("nothing", nothing, "api/nothing", ["GET"]),
]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, object]:
        answer: dict[str, object] = json.loads(self.body)
        return answer


Ask = Callable[..., Awaitable[Answer]]


async def started(environment: dict[str, str]) -> tuple[int, Callable[[], Awaitable[None]]]:
    invoker = Invoker(None)
    admin = AdminRoutes(FUNCTIONS, {}, invoker)
    server = make_http_server(AsgiApp((admin.handle, make_handler(Router(FUNCTIONS, ""), invoker)), environment))
    listening = socket.create_server(("127.0.0.1", 0))
    serving = asyncio.create_task(server.serve(sockets=[listening]))

    async def stop() -> None:
        server.should_exit = True
        await serving

    return listening.getsockname()[1], stop


async def asked(port: int, request: bytes) -> Answer:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    raw = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join(body.split(b"\r\n")[1::2])
    return Answer(int(first.split()[1]), headers, body)


@pytest.fixture
async def ask() -> AsyncIterator[Ask]:
    port, stop = await started({})

    async def send(line: str, *headers: str, body: bytes = b"") -> Answer:
        head = [f"{line} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close", *headers]
        return await asked(port, "\r\n".join([*head, "", ""]).encode("latin-1") + body)

    yield send
    await stop()


async def test_a_request_arrives(ask: Ask) -> None:
    answer = await ask("POST /API/tell/a%2Fb/%C3%A9?x=1&X=2", "Content-Length: 2", "A: 1", "A: 2", body=b"hi")
    told = answer.told
    assert (answer.status, told["method"], told["body"], told["path"]) == (200, "POST", "hi", "a%2Fb/é")
    assert told["params"] == {"X": "1,2"}
    assert isinstance(told["headers"], dict)
    assert told["headers"]["a"] == "1,2"
    assert str(told["url"]).endswith("/API/tell/a%2Fb/%C3%A9?x=1&X=2")


async def test_a_chunked_body_is_dropped(ask: Ask) -> None:
    answer = await ask("POST /api/tell", "Transfer-Encoding: chunked", body=b"5\r\nhello\r\n0\r\n\r\n")
    assert answer.told["body"] == ""
    assert answer.told["headers"]["transfer-encoding"] == "chunked"  # type: ignore[index]


async def test_answers_have_no_length_and_are_chunked(ask: Ask) -> None:
    answer = await ask("GET /api/tell")
    assert "content-length" not in answer.headers
    assert answer.headers["transfer-encoding"] == "chunked"
    answer = await ask("HEAD /api/tell")
    assert (answer.status, answer.body, "content-length" in answer.headers) == (200, b"", False)


@pytest.mark.parametrize(
    ("line", "headers", "status"),
    [
        ("get /api/tell", [], 200),
        ("DELETE /api/tell", [], 404),
        ("GET /api/none", [], 404),
        ("GET /api/nothing", [], 500),
        ("GET /api/tell/%00", [], 400),
        ("GET /api/tell/" + "a" * 8200, [], 414),
        ("GET /api/tell/?x=" + "a" * 8200, [], 414),
        ("GET /api/tell", ["X: " + "a" * 33_000], 431),
        ("GET /api/tell", [f"X{number}: a" for number in range(120)], 431),
        ("GET /api/tell?h=%C3%A9", [], 500),
        ("GET /api/tell?h=a%0Ab", [], 500),
        ("GET http://elsewhere/api/tell", [], 400),
        ("OPTIONS *", [], 404),
        ("POST /", [], 200),
        ("POST /api/tell", ["Content-Length: 104857601"], 413),
    ],
)
async def test_statuses(ask: Ask, line: str, headers: list[str], status: int) -> None:
    body = b"x" * 104_857_601 if status == 413 else b""
    answer = await ask(line, *headers, body=body)
    assert answer.status == status
    assert (answer.body == b"") == (status != 200)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("GET /admin/host/ping", 200),
        ("POST /Admin/Host/Ping/", 200),
        ("GET /admin/host/status", 200),
        ("POST /admin/host/status", 404),
        ("GET /admin/host/nothing", 404),
        ("GET /admin/functions", 200),
        ("GET /admin/functions/TELL", 200),
        ("GET /admin/functions/other", 404),
        ("GET /admin/warmup", 200),
        ("POST /admin/functions/tell", 415),
        ("GET /administrator", 404),
    ],
)
async def test_the_hosts_own_routes(ask: Ask, line: str, status: int) -> None:
    assert (await ask(line)).status == status


async def test_what_the_host_tells_of_a_function(ask: Ask) -> None:
    told = (await ask("GET /admin/functions/tell")).told
    assert (told["name"], told["isDisabled"], told["language"]) == ("tell", False, "python")
    assert str(told["href"]).endswith("/admin/functions/tell")
    assert told["config"]["bindings"][0]["route"] == "api/tell/{*path}"  # type: ignore[index]


async def test_invoking_needs_json(ask: Ask) -> None:
    good, bad = b'{"input": ""}', b"[]"
    answer = await ask("POST /admin/functions/tell", "Content-Type: application/json", "Content-Length: 13", body=good)
    assert answer.status == 202
    answer = await ask("POST /admin/functions/tell", "Content-Type: application/json", "Content-Length: 2", body=bad)
    assert answer.status == 400


async def test_the_home_page_has_a_switch_and_bodies_a_limit() -> None:
    environment = {"AzureWebJobsDisableHomepage": "True", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT": "3"}
    port, stop = await started(environment)
    host = f"Host: 127.0.0.1:{port}\r\nConnection: close\r\n"
    assert (await asked(port, f"PUT / HTTP/1.1\r\n{host}\r\n".encode())).status == 204
    line = f"POST /api/tell HTTP/1.1\r\n{host}Content-Length: 4\r\n\r\nlong"
    assert (await asked(port, line.encode())).status == 413
    await stop()


async def test_a_body_that_comes_too_slowly_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.host.ported.request_limits.BODY_GRACE_SECONDS", 0.2)
    port, stop = await started({})
    begun = asyncio.get_running_loop().time()
    answer = await asked(port, b"POST /api/tell HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
    assert answer.status == 408
    assert 0.2 <= asyncio.get_running_loop().time() - begun < 5
    await stop()


async def test_no_function_runs_on_half_a_body(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty body asks for everything to be enqueued: a client that has gone did not ask for that."""
    called = asyncio.Event()

    async def invoke(*_: object) -> None:
        called.set()

    monkeypatch.setattr(Invoker, "invoke", invoke)
    port, stop = await started({})
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /api/tell HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.close()
    await asyncio.sleep(0.2)
    await stop()
    assert not called.is_set()
