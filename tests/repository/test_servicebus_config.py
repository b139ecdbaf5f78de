"""The configuration of the Service Bus stand-in."""

from local.servicebus.config import read
from local.services import HERE


def test_the_config_that_is_shipped() -> None:
    assert [queue.name for queue in read(HERE / "servicebus-config.json")] == ["images"]
