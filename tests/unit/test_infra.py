"""infra/ as far as it can be read without Azure: it parses, its parts fit, and it sets what the app reads."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from pycep import BicepParser

from local.configuration import TEMPLATE
from local.host.app_settings import read_values

ROOT = Path(__file__).parents[2]
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
CONNECTIONS = {"IMAGES_STORAGE": "blobServiceUri", "SERVICE_BUS": "fullyQualifiedNamespace"}


def settings_read_by_the_app() -> set[str]:
    readers = ("text", "number", "switch", "connection", "names", "extensions", "part", "choice", "schedule")
    return {
        str(node.args[0].value)
        for node in ast.walk(ast.parse((ROOT / "cocoon/settings.py").read_text()))
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
    template -= LOCAL_ONLY
    assert (app - template, "missing in local.settings.template.json") == (
        set(),
        "missing in local.settings.template.json",
    )
    assert (app - infra_plain, "missing in infra/modules/app.bicep") == (set(), "missing in infra/modules/app.bicep")
    assert (template - app, "read by nobody") == (set(), "read by nobody")
    known = app | LOCAL_ONLY | {"APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL", "AzureFunctionsJobHost"}
    assert (infra_plain - known, "set for nobody") == (set(), "set for nobody")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_parses(path: Path) -> None:
    assert BicepParser().parse(text=path.read_text())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_modules_get_the_parameters_that_they_have(path: Path) -> None:
    for name, source, given in modules(path):
        if source.startswith("br/public:avm/"):
            continue  # Azure Verified Modules are fetched when the template is built
        declared = (path.parent / source).read_text()
        names = set(re.findall(r"^param (\w+)", declared, re.MULTILINE))
        required = set(re.findall(r"^param (\w+) [\w\[\]]+$", declared, re.MULTILINE))
        assert given <= names, f"{path.name}: {name}"
        assert required <= given, f"{path.name}: {name}"


def modules(path: Path) -> list[tuple[str, str, set[str]]]:
    """Name, source and parameters of each module that a file uses."""
    found = []
    for match in re.finditer(r"^module (\w+) '([^']+)' = .*?\{\n(.*?)^\}", path.read_text(), re.MULTILINE | re.DOTALL):
        body = match[3]
        inline = re.search(r"^  params: \{ (.*) \}$", body, re.MULTILINE)
        block = re.search(r"^  params: \{\n(.*?)^  \}", body, re.MULTILINE | re.DOTALL)
        if inline:
            names = re.findall(r"(\w+): ", inline[1])
        else:
            names = re.findall(r"^    (\w+):", block[1] if block else "", re.MULTILINE)
        found.append((match[1], match[2], set(names)))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_outputs_that_are_used_exist(path: Path) -> None:
    text = path.read_text()
    sources = {name: source for name, source, _ in modules(path)}
    for module, output in set(re.findall(r"\b(\w+)!?\.outputs\.(\w+)", text)):
        source = sources[module]
        if not source.startswith("br/public:"):
            assert re.search(rf"^output {output} ", (path.parent / source).read_text(), re.MULTILINE), (module, output)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_declared_in_vain(path: Path) -> None:
    text = path.read_text()
    for name in re.findall(r"^(?:param|var) (\w+)", text, re.MULTILINE):
        assert len(re.findall(rf"\b{name}\b", text)) > 1, f"{path.name}: {name}"


def test_every_parameter_of_azd_exists() -> None:
    parameters: dict[str, Any] = json.loads((INFRA / "main.parameters.json").read_text())["parameters"]
    declared = re.findall(r"^param (\w+)", (INFRA / "main.bicep").read_text(), re.MULTILINE)
    assert parameters.keys() <= set(declared)


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
    assert [name for name, each in text.items() if "listConnectionStrings" in each] == ["database-ru"]
    for account in ("host-storage", "images-account"):
        assert "allowSharedKeyAccess: false" in text[account]
    assert "disableLocalAuth: true" in text["queue"]
    assert "allowedModes: ['MicrosoftEntraID']" in text["database-vcore"]
    assert not re.search(r"^output .*listConnectionStrings", text["database-ru"], re.MULTILINE)


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
