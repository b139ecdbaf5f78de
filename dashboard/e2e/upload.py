"""Upload a folder into the embedded storage: ``python -m dashboard.e2e.upload FOLDER PORT``."""

import sys
from pathlib import Path

from azure.storage.blob import ContainerClient

from cocoon.storage import DEVELOPMENT_STORAGE
from local.images import upload

if __name__ == "__main__":
    storage = DEVELOPMENT_STORAGE.replace(":10000/", f":{int(sys.argv[2])}/")
    upload(Path(sys.argv[1]), ContainerClient.from_connection_string(storage, "images"))
