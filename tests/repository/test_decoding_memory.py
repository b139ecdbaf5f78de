"""Decoding takes no more memory than is reserved for it, whatever the kind of image."""

import json
import subprocess
import sys

from benchmarks.image_kinds import KINDS


def test_no_kind_of_image_takes_more_than_is_reckoned_with() -> None:
    command = [sys.executable, "-m", "benchmarks.memory", "--all", "2600"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    peaks = json.loads(ended.stdout)
    assert peaks.keys() == {kind.name for kind in KINDS}
    for name, (reckoned, peak) in peaks.items():
        assert peak <= reckoned, name
        assert peak >= 500_000, name  # or nothing was measured
