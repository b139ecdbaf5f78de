"""Checkov on what is deployed, and hadolint on the image; a skipped check has its reason next to the resource."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.kits.repository import ROOT
from tests.kits.validators import needed, run

pytestmark = [needed, pytest.mark.timeout(180)]
CHECKOV = ("--compact", "--quiet", "--skip-download")


# Of a grammar that Checkov does not read yet; no resource in them has a property that decides about security. And
# sign-in.bicep, which names the app that app.bicep makes: Checkov would want its properties there, too.
NOT_READ = ("main.bicep", "rules.bicep", "collections-ru.bicep", "alerts-metrics.bicep", "sign-in.bicep")


def test_bicep() -> None:
    skipped = [argument for name in NOT_READ for argument in ("--skip-path", name)]
    assert "Parsing errors" not in run("checkov", "--directory", "infra", "--framework", "bicep", *skipped, *CHECKOV)


def test_dockerfile() -> None:
    run("hadolint", "deploy/Dockerfile")
    run("checkov", "--file", "deploy/Dockerfile", "--framework", "dockerfile", *CHECKOV)


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl builds the manifests")
def test_manifests(tmp_path: Path) -> None:
    built = subprocess.run(["kubectl", "kustomize", "deploy/kubernetes"], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    (tmp_path / "all.yaml").write_bytes(built.stdout)
    # 43 and 15: the image's name and digest are the deployer's. 9: nothing sends requests to the workers.
    skipped = "CKV_K8S_43,CKV_K8S_15,CKV_K8S_9"
    run("checkov", "--file", tmp_path / "all.yaml", "--framework", "kubernetes", "--skip-check", skipped, *CHECKOV)


def test_workflows() -> None:
    run("actionlint", "-no-color", *sorted((ROOT / ".github/workflows").glob("*.yml")))
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *(ROOT / ".github/workflows").glob("*.yml"))
    run("zizmor", "--offline", "--no-progress", ".github/workflows")
