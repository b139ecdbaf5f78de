"""The text that the host hands to a function for a message body."""

from types import SimpleNamespace
from typing import Any

import pytest
from azure.servicebus.amqp import AmqpMessageBodyType

from local.host.ported.message_text import UnboundBodyError, text_of

DATA, VALUE, SEQUENCE = AmqpMessageBodyType.DATA, AmqpMessageBodyType.VALUE, AmqpMessageBodyType.SEQUENCE


def text(kind: AmqpMessageBodyType, body: Any) -> str:  # noqa: ANN401 - any AMQP body
    return text_of(SimpleNamespace(body_type=kind, body=body))  # type: ignore[arg-type] # what is looked at of a message


def test_data_and_strings_are_read() -> None:
    assert text(DATA, iter([b"a", b"b"])) == "ab"
    assert text(DATA, iter([b"\xff"])) == "\ufffd"
    assert text(VALUE, b"\xc3\xa9") == text(VALUE, "\xe9") == "\xe9"
    assert text(VALUE, None) == ""


def test_other_bodies_are_refused_by_name() -> None:
    with pytest.raises(UnboundBodyError, match="A sequence body message cannot be bound to a string"):
        text(SEQUENCE, iter([[1]]))
    with pytest.raises(UnboundBodyError, match="A message with a value type of int cannot be bound to a string"):
        text(VALUE, 7)
