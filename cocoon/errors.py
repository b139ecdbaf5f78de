"""Define the errors of the app, by what the caller must do about them."""

from http import HTTPStatus


class CocoonError(Exception):
    """The base of all errors of this app."""


class PermanentError(CocoonError):
    """Trying again cannot help: the error is recorded with its code, and the message completes."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class TransientError(CocoonError):
    """Trying again may help: the error is raised, so that the message comes back."""


class SettingsError(CocoonError):
    """A setting is missing or bad; the text names it and its allowed values."""


class ProblemError(CocoonError):
    """An HTTP error: its status, and a sentence that helps the caller."""

    def __init__(self, status: HTTPStatus, detail: str, **members: str) -> None:
        """Create the error; ``members`` are added to those of RFC 9457."""
        super().__init__(detail)
        self.status, self.members = status, members


class BadRequestError(ProblemError):
    """A parameter or the body is wrong; the text names it and its allowed values."""

    def __init__(self, detail: str) -> None:
        super().__init__(HTTPStatus.BAD_REQUEST, detail)


class NotFoundError(ProblemError):
    """Nothing has the requested name."""

    def __init__(self, detail: str, **members: str) -> None:
        super().__init__(HTTPStatus.NOT_FOUND, detail, **members)


class LengthRequiredError(ProblemError):
    """The body of the request was sent in chunks, and did not arrive."""

    def __init__(self) -> None:
        super().__init__(
            HTTPStatus.LENGTH_REQUIRED,
            "The request says that its body comes in chunks, and the Functions host drops such bodies. "
            "Nothing was done. Send the body with a Content-Length.",
        )


class ConflictError(ProblemError):
    """The request conflicts with work in progress; it can be repeated later."""

    def __init__(self, detail: str) -> None:
        super().__init__(HTTPStatus.CONFLICT, detail)
