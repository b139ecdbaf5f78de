"""The smoke test of a deployment, against a stack that is well and against nothing."""

import subprocess
import sys

import pytest

from deploy import smoke
from tests.e2e.serving import ROOT, Serving

pytestmark = pytest.mark.e2e


def test_a_stack_that_is_well(serving: Serving) -> None:
    command = [sys.executable, "-m", "deploy.smoke", serving.base]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "is well" in ended.stdout


def test_nobody_answers() -> None:
    (problem,) = smoke.look("http://127.0.0.1:9", patience=0.1)
    assert problem.startswith("/api/health answers 0: ")


def test_the_address_is_to_be_one_of_https() -> None:
    command = [sys.executable, "-m", "deploy.smoke", "app.azurewebsites.net"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 1
    assert "must begin with https://" in ended.stderr
