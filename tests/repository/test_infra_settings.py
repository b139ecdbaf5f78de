"""infra/ sets what the app reads; tests/infra holds what the compiler says of it."""

import ast
import json
import re
from typing import Any

from local.configuration import TEMPLATE
from local.host.app_settings import read_values
from tests.kits.repository import ROOT

INFRA = ROOT / "infra"
FILES = sorted(INFRA.rglob("*.bicep"))
# Of the host, or of the local host alone; not the app's.
LOCAL_ONLY = {
    "FUNCTIONS_WORKER_RUNTIME",  # Flex Consumption has it in functionAppConfig
    "AzureWebJobsStorage",
    "AzureWebJobsSecretStorageType",
    "AzureWebJobsDisableHomepage",
    "PYTHON_ISOLATE_WORKER_DEPENDENCIES",
}
OF_THE_PLATFORM = {
    "APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL",
    "AzureFunctionsJobHost",
    "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT",
}
CONNECTIONS = {"IMAGES_STORAGE": "blobServiceUri", "SERVICE_BUS": "fullyQualifiedNamespace"}


def settings_read_by_the_app() -> set[str]:
    readers = (
        "text",
        "number",
        "switch",
        "connection",
        "checked",
        "names",
        "uris",
        "patterns",
        "extensions",
        "part",
        "choice",
        "schedule",
    )
    return {
        str(node.args[0].value)
        for node in ast.walk(ast.parse((ROOT / "cocoon/settings/app_settings.py").read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in readers
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def settings_made_by_infra() -> set[str]:
    text = (INFRA / "modules/app.bicep").read_text()
    blocks = re.findall(r"^var (?:app|host)Settings = \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL)
    return {name for block in blocks for name in re.findall(r"^  (\w+):", block, re.MULTILINE)}


def test_the_app_the_template_and_infra_have_the_same_settings() -> None:
    app, template, infra = settings_read_by_the_app(), set(read_values(TEMPLATE)), settings_made_by_infra()
    by_identity = {f"{name}__{suffix}" for name, suffix in CONNECTIONS.items()}
    assert by_identity <= infra
    infra_plain = {name.split("__")[0] for name in infra}
    template -= LOCAL_ONLY | OF_THE_PLATFORM
    assert (app - template, "missing in local.settings.template.json") == (
        set(),
        "missing in local.settings.template.json",
    )
    assert (app - infra_plain, "missing in infra/modules/app.bicep") == (set(), "missing in infra/modules/app.bicep")
    assert (template - app, "read by nobody") == (set(), "read by nobody")
    known = app | LOCAL_ONLY | OF_THE_PLATFORM
    assert (infra_plain - known, "set for nobody") == (set(), "set for nobody")


def test_every_parameter_of_azd_exists() -> None:
    """And every parameter can be set with azd, but for tags, the version of Python, and what is no choice."""
    parameters: dict[str, Any] = json.loads((INFRA / "main.parameters.json").read_text())["parameters"]
    declared = set(re.findall(r"^param (\w+)", (INFRA / "main.bicep").read_text(), re.MULTILINE))
    assert declared - parameters.keys() == {"firstOfThisMonth", "pythonVersion", "tags"}
    assert parameters.keys() <= declared


def test_the_defaults_of_azd_are_those_of_the_parameters() -> None:
    text = (INFRA / "main.bicep").read_text()
    defaults = dict(re.findall(r"^param (\w+) \w+ = (.*)$", text, re.MULTILINE))
    parameters: dict[str, Any] = json.loads((INFRA / "main.parameters.json").read_text())["parameters"]
    for name, given in parameters.items():
        if match := re.fullmatch(r"\$\{\w+=(.*)\}", given["value"]):
            assert defaults[name].strip("'") == match[1], name


def test_every_setting_of_azd_is_in_the_documents() -> None:
    text = (ROOT / "docs/reference/azure.md").read_text()
    names = re.findall(r"COCOON_\w+", (INFRA / "main.parameters.json").read_text())
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_queue_goes_with_the_host() -> None:
    queue = (INFRA / "modules/queue.bicep").read_text()
    assert "lockDuration: 'PT5M'" in queue
    assert "maxDeliveryCount: 10" in queue
    assert "requiresDuplicateDetection: true" in queue
    host = json.loads((ROOT / "host.json").read_text())
    assert host["extensions"]["serviceBus"]["maxAutoLockRenewalDuration"] == "00:05:00"


def test_nothing_is_reached_with_a_key() -> None:
    """But Cosmos DB RU, which has no other way: its key goes into the vault and nowhere else."""
    text = {path.stem: path.read_text() for path in FILES}
    assert all("listKeys" not in each for each in text.values())
    assert [name for name, each in text.items() if "listConnectionStrings" in each] == ["vault"]
    for account in ("host-storage", "images-account"):
        assert "allowSharedKeyAccess: false" in text[account]
    assert "disableLocalAuth: true" in text["queue"]
    assert "allowedModes: ['MicrosoftEntraID']" in text["database-vcore"]
    assert not re.search(r"^output .*listConnectionStrings", text["vault"], re.MULTILINE)


def test_roles_are_given_for_single_resources() -> None:
    for path in FILES:
        for body in re.findall(r"roleAssignments@[^{]*\{\n(.*?)^\}", path.read_text(), re.MULTILINE | re.DOTALL):
            assert re.search(r"^  scope: \w+", body, re.MULTILINE), path.name


def test_the_hosts_own_page_is_off_wherever_the_app_runs() -> None:
    assert "AzureWebJobsDisableHomepage: 'true'" in (INFRA / "modules/app.bicep").read_text()
    assert "AzureWebJobsDisableHomepage=true\n" in (ROOT / "deploy/kubernetes/settings.env").read_text()
    assert read_values(TEMPLATE)["AzureWebJobsDisableHomepage"] == "true"


def test_the_schedules_parameter_says_what_is_right() -> None:
    (description,) = re.findall(r"@description\('(.*)'\)\nparam enqueueSchedule", (INFRA / "main.bicep").read_text())
    for words in ("six fields", "time span", "reversed range", "a date that exists"):
        assert words in description


def test_the_pipeline_passes_every_setting_on() -> None:
    """A variable that a workflow does not name does not reach azd, and the default would be deployed."""
    workflow = (ROOT / ".github/workflows/deploy.yml").read_text()
    names = re.findall(r"COCOON_\w+", (INFRA / "main.parameters.json").read_text())
    passed = re.findall(r"^      (COCOON_\w+): \$\{\{ .*\bvars\.(\w+)\b.* \}\}$", workflow, re.MULTILINE)
    assert sorted(passed) == sorted((name, name) for name in names)
