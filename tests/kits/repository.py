"""Where the repository's own files are, for the tests that read them or start a process among them."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
