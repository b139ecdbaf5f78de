"""Answers as the Functions host needs them."""

import json
import logging
from collections.abc import Mapping

import azure.functions as func
import pytest

from cocoon.errors import LengthRequiredError
from cocoon.http.endpoint import endpoint
from cocoon.http.headers import cors_headers
from cocoon.http.requests import body_of
from cocoon.telemetry.log_events import CHATTY, quiet_sdks


def request(body: bytes = b"", *, method: str = "GET", **headers: str) -> func.HttpRequest:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return func.HttpRequest(method, "http://127.0.0.1/api/x", headers=named, body=body)


@endpoint()
async def large(req: func.HttpRequest) -> dict[str, str]:  # noqa: ARG001 - as a trigger
    return {"text": "x" * 2000}


async def headers_of(**asked: str) -> tuple[int, Mapping[str, str], bytes]:
    answer = await large(request(b"", **asked))
    return answer.status_code, dict(answer.headers), answer.get_body()


async def test_a_304_keeps_vary() -> None:
    status, headers, _ = await headers_of(accept_encoding="gzip")
    assert (status, headers["Vary"], headers["Content-Encoding"]) == (200, "Accept-Encoding", "gzip")
    status, again, body = await headers_of(accept_encoding="gzip", if_none_match=headers["ETag"])
    assert (status, again["Vary"], body) == (304, "Accept-Encoding", b"")
    assert "Content-Encoding" not in again


def test_a_body_that_the_host_dropped_is_not_taken_for_an_empty_one() -> None:
    assert body_of(request()) == b""
    assert body_of(request(b"{}", transfer_encoding="chunked")) == b"{}"  # a front end passed it on
    with pytest.raises(LengthRequiredError, match="Content-Length"):
        body_of(request(transfer_encoding="gzip, Chunked"))


async def test_it_is_answered_with_411() -> None:
    @endpoint()
    async def answer(req: func.HttpRequest) -> dict[str, str]:
        return {"body": body_of(req).decode()}

    response = await answer(request(method="POST", transfer_encoding="chunked"))
    assert response.status_code == 411
    assert json.loads(response.get_body())["title"] == "Length Required"


@pytest.mark.parametrize("value", ["x-ünknown", "a\nb", "\x7f"])
def test_nothing_is_echoed_that_a_header_cannot_hold(value: str) -> None:
    asked = {"origin": "https://a.example", "access-control-request-method": "GET"}
    headers = cors_headers(asked | {"access-control-request-headers": value}, ["*"], ["GET"])
    assert headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert "Access-Control-Allow-Headers" not in headers
    assert cors_headers(asked | {"origin": value}, ["*"], ["GET"]) == {"Vary": "Origin"}


def test_libraries_are_quiet_whatever_the_root_says(caplog: pytest.LogCaptureFixture) -> None:
    quiet_sdks()
    caplog.set_level(logging.DEBUG)  # as PYTHON_ENABLE_DEBUG_LOGGING does
    for name in (*CHATTY, "pymongo.command", "PIL.PngImagePlugin", "azure.core.pipeline.policies", "asyncio"):
        logging.getLogger(name).debug("noise")
        logging.getLogger(name).info("noise")
    logging.getLogger("azure.functions").info("the worker's own")
    logging.getLogger("enqueue_blobs").info("ours")
    assert [record.name for record in caplog.records] == ["azure.functions", "enqueue_blobs"]
