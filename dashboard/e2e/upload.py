"""Upload a folder into the embedded storage: ``python -m dashboard.e2e.upload FOLDER PORT``."""

import sys
from pathlib import Path

from azure.storage.blob import ContainerClient

from cocoon.selection.selection import Selection
from cocoon.services.blob_service import DEVELOPMENT_STORAGE
from local.image_folder import find, upload

if __name__ == "__main__":
    storage = DEVELOPMENT_STORAGE.replace(":10000/", f":{int(sys.argv[2])}/")
    folder = Path(sys.argv[1])
    upload(folder, find(folder, Selection()), ContainerClient.from_connection_string(storage, "images"))
