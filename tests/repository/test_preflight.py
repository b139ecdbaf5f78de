"""Before a deployment Azure is asked what would fail; the `az` of these tests answers as the real one."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.kits.repository import ROOT

ACCOUNT = "/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/photos"
TOPIC = "/subscriptions/1/resourceGroups/g/providers/Microsoft.EventGrid/systemTopics/photos"
TOPIC_OF_ACCOUNT = {"id": TOPIC, "identity": {"type": "SystemAssigned"}, "properties": {"source": ACCOUNT}}
WELL: dict[str, Any] = {
    "account show": {"id": "1"},
    "functionapp list-flexconsumption-locations": [{"name": "westeurope"}, {"name": "North Europe"}],
    "provider show --namespace Microsoft.App": {"registrationState": "Registered"},
    f"resource show --ids {ACCOUNT}": {"location": "northeurope"},
    f"resource show --ids {TOPIC}": TOPIC_OF_ACCOUNT,
    "eventgrid system-topic list": [],
}
FAKE = """\
import json, os, sys
answers = json.loads(os.environ["AZ_ANSWERS"])
asked = " ".join(sys.argv[1:])
found = [answer for words, answer in answers.items() if asked.startswith(words)]
if not found:
    sys.exit("ERROR: no such command: " + asked)
print(json.dumps(found[0]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an az in it."""
    script = tmp_path / "az"
    script.write_text(f"#!{sys.executable}\n{FAKE}")
    script.chmod(script.stat().st_mode | stat.S_IEXEC)
    return tmp_path


def preflight(path: str, answers: Mapping[str, Any], **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": path, "AZURE_LOCATION": "northeurope", "AZ_ANSWERS": json.dumps(answers), **settings}
    command = [sys.executable, "-m", "deploy.preflight"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"AZURE_LOCATION": "North Europe"},
        {"COCOON_PRIVATE_NETWORKING": "true", "COCOON_IMAGES_ACCOUNT_ID": ACCOUNT},
        {"COCOON_EVENTS_TOPIC_ID": TOPIC, "COCOON_IMAGES_ACCOUNT_ID": ACCOUNT},
        {"COCOON_MAXIMUM_INSTANCES": "40"},
        {"AZURE_LOCATION": "", "COCOON_PRIVATE_NETWORKING": "true", "COCOON_IMAGES_ACCOUNT_ID": ACCOUNT},
    ],
)
def test_nothing_is_said_where_nothing_is_wrong(folder: Path, settings: dict[str, str]) -> None:
    ended = preflight(str(folder), WELL, **settings)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("changed", "settings", "says"),
    [
        ({}, {"AZURE_LOCATION": "westus"}, "westus, which has no Flex Consumption. It is in: northeurope, westeurope."),
        (
            {"functionapp list-flexconsumption-locations --zone-redundant=true": []} | WELL,
            {"COCOON_ZONE_REDUNDANT": "true"},
            "no Flex Consumption over availability zones",
        ),
        (
            {"provider show --namespace Microsoft.App": {"registrationState": "NotRegistered"}},
            {"COCOON_PRIVATE_NETWORKING": "true"},
            "az provider register --namespace Microsoft.App --wait",
        ),
        (
            {f"resource show --ids {ACCOUNT}": {"location": "westeurope"}},
            {"COCOON_PRIVATE_NETWORKING": "true", "COCOON_IMAGES_ACCOUNT_ID": ACCOUNT},
            "it is in westeurope",
        ),
        (
            {"eventgrid system-topic list": [{"id": TOPIC, "name": "photos", "source": ACCOUNT}]},
            {"COCOON_IMAGES_ACCOUNT_ID": ACCOUNT},
            f"azd env set COCOON_EVENTS_TOPIC_ID {TOPIC}",
        ),
        (
            {f"resource show --ids {TOPIC}": TOPIC_OF_ACCOUNT | {"identity": None}},
            {"COCOON_EVENTS_TOPIC_ID": TOPIC, "COCOON_IMAGES_ACCOUNT_ID": ACCOUNT},
            "--identity systemassigned",
        ),
        (
            {f"resource show --ids {TOPIC}": TOPIC_OF_ACCOUNT | {"properties": {"source": "/another"}}},
            {"COCOON_EVENTS_TOPIC_ID": TOPIC, "COCOON_IMAGES_ACCOUNT_ID": ACCOUNT},
            "tells of /another, and not of COCOON_IMAGES_ACCOUNT_ID",
        ),
    ],
)
def test_what_would_fail_is_said_before(
    folder: Path, changed: dict[str, Any], settings: dict[str, str], says: str
) -> None:
    ended = preflight(str(folder), {**WELL, **changed} if changed.keys() <= WELL.keys() else changed, **settings)
    assert ended.returncode == 1
    assert says in ended.stderr


def test_a_topic_of_ones_own_deployment_is_not_in_the_way(folder: Path) -> None:
    """But one of another environment on the same account is."""
    made = {"id": TOPIC, "name": "evgt-cocoon-abc", "source": ACCOUNT, "tags": {"azd-env-name": "test"}}
    listing = {"eventgrid system-topic list --subscription 1": [made, {"id": "x", "name": "y", "source": "z"}]}
    settings = {"COCOON_IMAGES_ACCOUNT_ID": ACCOUNT, "AZURE_SUBSCRIPTION_ID": "2"}
    ended = preflight(str(folder), listing | WELL, **settings, AZURE_ENV_NAME="test")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert preflight(str(folder), listing | WELL, **settings, AZURE_ENV_NAME="other").returncode == 1


def test_an_answer_of_another_form_stops_nothing(folder: Path) -> None:
    odd = WELL | {"functionapp list-flexconsumption-locations": {"value": []}, "eventgrid system-topic list": [{}]}
    ended = preflight(str(folder), odd, COCOON_IMAGES_ACCOUNT_ID=ACCOUNT)
    assert (ended.returncode, ended.stderr, ended.stdout.count("Not looked at")) == (0, "", 2)


def test_few_instances_are_let_through_with_a_warning(folder: Path) -> None:
    ended = preflight(str(folder), WELL, COCOON_MAXIMUM_INSTANCES="5")
    assert ended.returncode == 0
    assert "azd env set COCOON_MAXIMUM_INSTANCES 40" in ended.stdout
    assert preflight(str(folder), WELL, COCOON_MAXIMUM_INSTANCES="5", AZURE_LOCATION="westeurope").stdout == ""


def test_without_az_it_says_what_it_has_not_looked_at(folder: Path) -> None:
    ended = preflight("/nowhere", WELL)
    assert (ended.returncode, ended.stdout.count("not looked at")) == (0, 1)
    signed_out = {name: answer for name, answer in WELL.items() if name != "account show"}
    ended = preflight(str(folder), signed_out)
    assert (ended.returncode, "az login" in ended.stdout) == (0, True)
    no_rights = {name: answer for name, answer in WELL.items() if not name.startswith("functionapp")}
    ended = preflight(str(folder), no_rights)
    assert (ended.returncode, "Not looked at: whether the region has Flex Consumption" in ended.stdout) == (0, True)


def test_the_hooks_need_nothing_but_python(tmp_path: Path) -> None:
    """They run before anything is installed, in whatever Python there is; from the folder of azure.yaml."""
    environment = {"PATH": str(tmp_path), "HOME": os.environ.get("HOME", "/")}
    for module in ("deploy.preflight", "deploy.built_files", "deploy.smoke"):
        command = [sys.executable, "-S", "-c", f"import {module}"]  # without the packages of the environment
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60)
        assert f"-m {module}" in (ROOT / "azure.yaml").read_text() + (ROOT / ".github/workflows/deploy.yml").read_text()
