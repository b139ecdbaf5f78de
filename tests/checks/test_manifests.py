"""What kubectl makes of deploy/kubernetes: against Kubernetes' schemas and KEDA's, and against the app's settings."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.checks.tools import BIN, ROOT, needed, run

pytestmark = pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl builds the manifests")
FOLDER = ROOT / "deploy/kubernetes"

READ_YAML = "import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))"
# The models drop what they do not know, so a misspelt field is missing from what they give back.
CHECK_KEDA = """
import sys, yaml
from cloudcoil.models.keda.v1alpha1 import ScaledObject, TriggerAuthentication
models = {each.__name__: each for each in (ScaledObject, TriggerAuthentication)}
for given in yaml.safe_load_all(open(sys.argv[1])):
    if given["kind"] in models:
        known = models[given["kind"]].model_validate(given).model_dump(exclude_none=True, by_alias=True)
        assert known["spec"] == given["spec"], (known["spec"], given["spec"])
        print(given["kind"])
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("manifests") / "all.yaml"
    with path.open("wb") as file:
        subprocess.run(["kubectl", "kustomize", str(FOLDER)], check=True, stdout=file)
    return path


@pytest.fixture(scope="module")
def objects(built: Path) -> dict[str, dict[str, Any]]:
    """By kind and name, without the hash that kustomize adds."""
    if not BIN.exists():
        pytest.skip("the validators are not installed: make .setup/checks")
    loaded = json.loads(run("python", "-c", READ_YAML, built))
    return {f"{each['kind']}/{each['metadata']['name'].rsplit('-', 1)[0]}": each for each in loaded}


@needed
def test_schemas(built: Path) -> None:
    output = run("kubernetes-validate", "--strict", built)
    assert output.count("passed") >= 9
    assert run("python", "-c", CHECK_KEDA, built).split() == ["ScaledObject", "TriggerAuthentication"]


def test_what_is_said_once_reaches_every_place(objects: dict[str, dict[str, Any]]) -> None:
    settings = objects["ConfigMap/settings"]["data"]
    identity = settings["IDENTITY_CLIENT_ID"]
    assert objects["ServiceAccount/cocoon"]["metadata"]["annotations"]["azure.workload.identity/client-id"] == identity
    assert objects["TriggerAuthentication/queue"]["spec"]["podIdentity"]["identityId"] == identity
    scaler = objects["ScaledObject/worker"]["spec"]["triggers"][0]["metadata"]
    assert scaler["queueName"] == settings["QUEUE_NAME"]
    assert settings["SERVICE_BUS__fullyQualifiedNamespace"] == f"{scaler['namespace']}.servicebus.windows.net"


def test_one_image_in_two_parts(objects: dict[str, dict[str, Any]]) -> None:
    http, worker = (objects[f"Deployment/{name}"]["spec"]["template"]["spec"] for name in ("http", "worker"))
    assert http["containers"][0]["image"] == worker["containers"][0]["image"]
    environments = [{each["name"]: each["value"] for each in part["containers"][0]["env"]} for part in (http, worker)]
    assert environments[0] == {"AzureWebJobs__classify_image__Disabled": "true"}
    assert environments[1]["AzureFunctionsJobHost__functions__0"] == "classify_image"
    assert objects["ScaledObject/worker"]["spec"]["minReplicaCount"] == 0
    for part in (http, worker):
        assert part["securityContext"]["runAsNonRoot"]
        assert part["containers"][0]["resources"]["requests"].keys() == {"cpu", "memory"}


def test_no_secret_is_among_the_manifests(built: Path) -> None:
    text = built.read_text()
    for sign in ("kind: Secret", "AccountKey", "SharedAccessKey", "password"):
        assert sign not in text
