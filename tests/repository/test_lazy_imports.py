"""The app does not load a library before it needs it."""

import subprocess
import sys


def test_its_libraries_are_not_loaded_before_an_image_needs_them() -> None:
    script = "import sys, function_app, classify_image.vision.decode; print('pi_heif' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"
