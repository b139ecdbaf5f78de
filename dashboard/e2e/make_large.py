"""Make a picture that the storage account sends itself: ``python -m dashboard.e2e.make_large FILE``."""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from query_labels.pictures.content import MOST_STREAMED

WIDE, HIGH = 3000, 2400  # pixels; noise, which cannot be compressed


def main(file: Path) -> None:
    """Write the picture."""
    noise = np.random.default_rng(1).integers(0, 256, (HIGH, WIDE, 3), np.uint8)
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(noise).save(file, quality=95)
    assert file.stat().st_size > MOST_STREAMED  # noqa: S101


if __name__ == "__main__":
    main(Path(sys.argv[1]))
