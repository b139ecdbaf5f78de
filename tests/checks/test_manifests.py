"""What kubectl makes of deploy/kubernetes: against Kubernetes' schemas and KEDA's, and against the app's settings."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from classify_image.invocation import INVOCATION_SECONDS
from deploy import drain
from tests.kits.repository import ROOT
from tests.kits.validators import BIN, needed, read_yaml, run

pytestmark = pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl builds the manifests")
FOLDER = ROOT / "deploy/kubernetes"

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
    loaded = read_yaml(built)
    return {f"{each['kind']}/{each['metadata']['name'].rsplit('-', 1)[0]}": each for each in loaded}


@needed
def test_the_ingress_is_over_tls(tmp_path: Path) -> None:
    with (tmp_path / "all.yaml").open("wb") as file:
        subprocess.run(["kubectl", "kustomize", str(ROOT / "deploy/ingress")], check=True, stdout=file)
    run("kubernetes-validate", "--strict", tmp_path / "all.yaml")
    loaded = read_yaml(tmp_path / "all.yaml")
    (ingress,) = [each["spec"] for each in loaded if each["kind"] == "Ingress"]
    assert {host for each in ingress["tls"] for host in each["hosts"]} == {each["host"] for each in ingress["rules"]}


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


def pod(objects: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    spec: dict[str, Any] = objects[f"Deployment/{name}"]["spec"]["template"]["spec"]
    return spec


def environment(part: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: each["value"] for each in part["containers"][0]["env"]}


def is_disabled(name: str, environment: dict[str, str]) -> bool:
    """As the host reads it: WebJobs SDK HostListenerFactory.cs, ``AzureWebJobs.NAME.Disabled`` with '.' or '_'."""
    settings = (f"AzureWebJobs.{name}.Disabled", f"AzureWebJobs_{name}_Disabled")
    return any(environment.get(setting, "").lower() in ("true", "1") for setting in settings)


def only_functions(environment: dict[str, str]) -> set[str]:
    """As the host reads it: the list ``functions`` of the job host's settings, by index; empty for all."""
    prefix = "AzureFunctionsJobHost__functions__"
    given = {name.removeprefix(prefix): value for name, value in environment.items() if name.startswith(prefix)}
    assert given.keys() == {str(index) for index in range(len(given))}
    return set(given.values())


def test_one_image_in_two_parts(objects: dict[str, dict[str, Any]]) -> None:
    http, worker = pod(objects, "http"), pod(objects, "worker")
    assert http["containers"][0]["image"] == worker["containers"][0]["image"]
    assert is_disabled("classify_image", environment(http))
    assert not only_functions(environment(http))
    assert only_functions(environment(worker)) == {"classify_image", "live", "ready"}
    assert not is_disabled("classify_image", environment(worker))
    assert objects["ScaledObject/worker"]["spec"]["minReplicaCount"] == 0
    for part in (http, worker):
        assert part["securityContext"]["runAsNonRoot"]
        for container in (*part["initContainers"], *part["containers"]):
            assert container["resources"]["requests"].keys() == {"cpu", "memory"}
            assert container["securityContext"]["readOnlyRootFilesystem"]


def test_probes_ask_the_python_worker(objects: dict[str, dict[str, Any]]) -> None:
    """Of functions that are loaded there, without a key: "/" is answered by the host of an app that is broken."""
    for name in ("http", "worker"):
        container = pod(objects, name)["containers"][0]
        probes = {kind: container[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "liveness", "readiness")}
        assert probes == {"startup": "/api/live", "liveness": "/api/live", "readiness": "/api/ready"}
        loaded = only_functions(environment(pod(objects, name)))
        assert not loaded or {"live", "ready"} <= loaded


def test_a_worker_may_finish_what_it_has_in_hand(objects: dict[str, dict[str, Any]]) -> None:
    """Drained first: the host gives a message ten seconds after SIGTERM, whatever the grace period is."""
    worker = pod(objects, "worker")
    container = worker["containers"][0]
    command = container["lifecycle"]["preStop"]["exec"]["command"]
    copied = f"COPY deploy/drain.py {command[-1]}"
    assert copied in (ROOT / "deploy/Dockerfile").read_text()
    longest = host_seconds("functionTimeout")
    stopping = drain.JUST_RECEIVED_SECONDS + drain.POLL_SECONDS + 10
    assert worker["terminationGracePeriodSeconds"] >= longest + stopping
    assert longest > INVOCATION_SECONDS  # the app's own limit comes first
    settings = environment(worker)
    assert settings["AzureWebJobsSecretStorageType"] == "files"  # where the drain finds the master key
    assert Path(settings["FUNCTIONS_SECRETS_PATH"]).is_relative_to("/tmp")  # the root file system cannot be written
    assert container["livenessProbe"]["failureThreshold"] * container["livenessProbe"]["periodSeconds"] > 60


def host_seconds(name: str) -> int:
    hours, minutes, seconds = json.loads((ROOT / "host.json").read_text())[name].split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)


def test_an_app_that_cannot_be_imported_says_why(objects: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    """The host says "0 functions loaded" and runs on; so the pod's first container imports the app."""
    (check,) = pod(objects, "worker")["initContainers"]
    assert check["command"][:2] == ["python", "-c"]
    (tmp_path / "function_app.py").write_text("import nothing_of_that_name\n")
    command = [sys.executable, *check["command"][1:]]
    broken = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert broken.returncode != 0
    assert "nothing_of_that_name" in broken.stderr
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_the_keys_of_the_http_pods_are_all_that_the_host_would_make(objects: dict[str, dict[str, Any]]) -> None:
    http = pod(objects, "http")
    (volume,) = [each for each in http["volumes"] if "secret" in each]
    command = [sys.executable, "-m", "deploy.kubernetes_keys"]
    made = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    assert volume["secret"]["secretName"] == made["metadata"]["name"]
    assert {"host.master", "host.function.default", "functions.search.default", "functions.health.default"} <= set(
        made["stringData"]
    )
    assert len(set(made["stringData"].values())) == len(made["stringData"])
    mounts = {each["name"]: each["mountPath"] for each in http["containers"][0]["volumeMounts"]}
    assert mounts[volume["name"]] == "/run/secrets/functions-keys"


def test_no_secret_is_among_the_manifests(built: Path) -> None:
    text = built.read_text()
    for sign in ("kind: Secret\n", "AccountKey", "SharedAccessKey", "password"):
        assert sign not in text
