"""The local host reads our host.json as it is meant."""

from datetime import timedelta

from local.host import host_json
from tests.kits.repository import ROOT


def test_our_host_json() -> None:
    config = host_json.read(ROOT / "host.json")
    assert config.route_prefix == ""  # so that the page can be at the root
    assert config.max_concurrent_calls == 16
    assert config.max_auto_lock_renewal == timedelta(minutes=5)
