"""The settings of the template are valid, and those that the local stack uses."""

from pathlib import Path

from cocoon.settings.app_settings import from_environment
from local.configuration import TEMPLATE, configure
from local.host.app_settings import read_values
from tests.kits.environments import REQUIRED


def test_the_template_is_complete_and_valid() -> None:
    settings = from_environment(read_values(TEMPLATE))
    assert settings == from_environment(REQUIRED | read_values(TEMPLATE))


def test_the_template_names_the_default_ports(tmp_path: Path) -> None:
    template = read_values(TEMPLATE)
    environment = configure({**template, "STATE": str(tmp_path)}).environment
    assert environment["SERVICE_BUS"] == template["SERVICE_BUS"]
    assert environment["MONGODB_URI"] == template["MONGODB_URI"]
