"""Check whether a path can name a blob (pure)."""

LONGEST_PATH = 1024  # characters


def unusable_path(path: str) -> str | None:
    """Return why a path cannot be a blob's name; None if it can.

    "." and ".." would be resolved on the way to the account, so that a blob other than the named one would be read,
    perhaps from another container.
    """
    if len(path) > LONGEST_PATH:
        return f"has more than {LONGEST_PATH} characters"
    if {".", ".."} & set(path.split("/")):
        return "has a segment '.' or '..'"
    return None
