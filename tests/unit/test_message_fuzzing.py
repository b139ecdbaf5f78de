"""No body, however odd, is anything but understood or refused for good."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from cocoon.errors import PermanentError
from cocoon.records.blob_event import IgnoredEvent
from cocoon.records.message_body import MessageList, parse_body
from tests.kits.sample_events import BLOB_DELETED, EVENT_GRID

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=5,
)


NAMES = ("subject", "eventType", "type", "container", "path", "etag")


NAMED = st.fixed_dictionaries(
    {"data": JSON | st.fixed_dictionaries({}, optional={"eTag": JSON, "contentType": JSON, "url": JSON})},
    optional=dict.fromkeys(NAMES, JSON),
)


def _decodes_or_is_refused(body: bytes) -> None:
    """A message is understood, or is a permanent error: nothing else keeps it from the dead-letter queue."""
    refused = None
    message = None
    try:
        message = parse_body(body, "images")
    except PermanentError as error:
        refused = error
    assert refused is None or (refused.code == "bad_message" and str(refused).encode())
    if isinstance(message, IgnoredEvent):
        assert message.kind.encode() is not None
    elif isinstance(message, MessageList):
        for part in message.bodies:
            _decodes_or_is_refused(part.encode())
    elif message is not None:
        assert (message.container + message.path + (message.etag or "")).encode()


@settings(max_examples=500)
@given(JSON | NAMED | st.lists(NAMED, max_size=3), st.booleans())
def test_whatever_is_json_is_understood_or_refused(content: object, ascii_only: bool) -> None:  # noqa: FBT001
    _decodes_or_is_refused(json.dumps(content, ensure_ascii=ascii_only).encode(errors="surrogatepass"))


@settings(max_examples=500)
@given(
    NAMED.map(lambda each: EVENT_GRID | each) | NAMED.map(lambda each: BLOB_DELETED | {"data": each}),
)
def test_an_event_with_any_field_of_another_type_is_understood_or_refused(event: dict[str, object]) -> None:
    _decodes_or_is_refused(json.dumps(event).encode())


@given(st.binary(max_size=200) | st.text().map(lambda text: text.encode(errors="surrogatepass")))
def test_whatever_is_no_json_is_understood_or_refused(body: bytes) -> None:
    _decodes_or_is_refused(body)
