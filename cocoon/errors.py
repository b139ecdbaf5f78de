"""What can go wrong, split by what the caller must do about it."""


class CocoonError(Exception):
    """Any error of this app."""


class PermanentError(CocoonError):
    """Trying again cannot help: it is recorded with its code, and the message completes."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class TransientError(CocoonError):
    """Trying again may help: it is raised, so that the message comes back."""


class SettingsError(CocoonError):
    """A setting is missing or bad; the text names it and says what is allowed."""
