"""The files of the package that are built, not cloned: ``python -m deploy.built_files`` refuses to go on without them.

It runs before azd packages the app (azure.yaml), so it needs nothing but Python itself.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILT = (
    "models/efficientnet-lite0/labels.txt",
    "models/efficientnet-lite0/model.json",
    "models/efficientnet-lite0/model.tflite",
    "query_labels/static/docs.html",
    "query_labels/static/index.html",
)


class MissingFilesError(Exception):
    """The package would lack the model or the pages."""


def expect_built(root: Path) -> None:
    """Do nothing if all built files are there.

    :raises MissingFilesError: naming those that are not, and what builds them.
    """
    if missing := [name for name in BUILT if not (root / name).is_file()]:
        raise MissingFilesError(
            f"Not built yet: {', '.join(missing)}. A fresh clone has neither the model nor the pages, and an app"
            " without them labels nothing. Run 'make setup' first."
        )


if __name__ == "__main__":
    try:
        expect_built(ROOT)
    except MissingFilesError as error:
        sys.exit(str(error))
