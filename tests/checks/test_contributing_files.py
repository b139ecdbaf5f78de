"""The files that contributors and GitHub's bots read: hooks, dev container, Dependabot, issue forms."""

import json
import os
from pathlib import Path

import jsonschema

from tests.kits.repository import ROOT
from tests.kits.validators import needed, read_yaml, run, schema

pytestmark = needed


def test_schemas() -> None:
    forms = sorted(each for each in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if each.name != "config.yml")
    assert len(forms) == 2
    run("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)
    run("check-jsonschema", "--builtin-schema", "vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml")
    run("check-jsonschema", "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml")


def test_hooks_run_tools_that_the_project_pins() -> None:
    (hooks,) = read_yaml(ROOT / ".pre-commit-config.yaml")
    (local,) = hooks["repos"]
    assert local["repo"] == "local"
    for hook in local["hooks"]:
        if "stages" in hook:  # the schema is from before pre-commit 3.2, which renamed "push" to "pre-push"
            hook["stages"] = [stage.removeprefix("pre-") for stage in hook["stages"]]
    hooks["default_stages"] = [stage.removeprefix("pre-") for stage in hooks["default_stages"]]
    jsonschema.validate(hooks, schema("JSON schema for .pre-commit-config.yaml"))


def test_dependabot_reads_every_npm_lock_file() -> None:
    (dependabot,) = read_yaml(ROOT / ".github/dependabot.yml")
    (npm,) = [each for each in dependabot["updates"] if each["package-ecosystem"] == "npm"]
    locked = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [each for each in folders if each != "node_modules" and not each.startswith(".")]
        if "package-lock.json" in files:
            locked.append(f"/{Path(folder).relative_to(ROOT).as_posix()}")
    assert npm["directories"] == sorted(locked)


def test_the_dev_container_has_versions_that_are_tested() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    (workflow,) = read_yaml(ROOT / ".github/workflows/checks.yml")
    tested = workflow["jobs"]["test"]["strategy"]["matrix"]["include"]
    python = container["image"].partition(":")[2].split("-")[1]
    node = container["features"]["ghcr.io/devcontainers/features/node:2"]["version"]
    assert {"python": python, "node": int(node)} in tested
