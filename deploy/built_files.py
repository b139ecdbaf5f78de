"""Check that the package has its models and pages: ``python -m deploy.built_files`` fails without them.

It runs before azd packages the app (azure.yaml), so it needs nothing but Python itself.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = (
    "models/efficientnet-lite0/labels.txt",
    "models/efficientnet-lite0/model.json",
    "models/efficientnet-lite0/model.tflite",
    "models/efficientnet-lite0/taxonomy.json",
    "models/efficientnet-lite0/words.json",
    "models/nanodet/model.json",
    "models/nanodet/model.tflite",
    "query_labels/static/docs.html",
    "query_labels/static/index.html",
)


class MissingFilesError(Exception):
    """The package would lack a model or the pages."""


def expect_built(root: Path) -> None:
    """Raise an error unless all these files exist.

    :raises MissingFilesError: naming the missing files, and the command that builds them.
    """
    if missing := [name for name in FILES if not (root / name).is_file()]:
        raise MissingFilesError(
            f"Missing: {', '.join(missing)}. A fresh clone has neither the classifier nor the pages, and an app without"
            " them labels nothing. Run 'make setup' first. models/nanodet is part of the repository."
        )


if __name__ == "__main__":
    try:
        expect_built(ROOT)
    except MissingFilesError as error:
        sys.exit(str(error))
