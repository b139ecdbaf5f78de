"""Make the header with which a browser saves an answer instead of showing it (pure)."""

from urllib.parse import quote


def attachment(path: str) -> str:
    """Return the Content-Disposition of a file that is saved under the last part of a blob's path (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(path.rsplit('/', 1)[-1], safe='')}"
