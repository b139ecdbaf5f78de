"""Generate the dashboard's types from the OpenAPI document."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATH = ROOT / "dashboard/src/api/types.ts"
# Installed for the tests of generated clients. It needs the compiler API of TypeScript 5, which the dashboard's
# TypeScript 7 does not have.
COMMAND = ROOT / "tests/clients/node_modules/.bin/openapi-typescript"
OPTIONS = (
    "--root-types",  # a type of its own for each schema
    "--root-types-no-schema-prefix",
    "--default-non-nullable=false",  # a request may leave out what has a default
)


def types_of(document: Path) -> str:
    """Return the TypeScript types of an OpenAPI document.

    :raises subprocess.CalledProcessError: if openapi-typescript refuses the document.
    """
    command = ["node", str(COMMAND), str(document), *OPTIONS]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
