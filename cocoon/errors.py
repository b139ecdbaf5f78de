"""What can go wrong, split by what the caller must do about it."""

from http import HTTPStatus


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


class ProblemError(CocoonError):
    """An answer that is an error: its HTTP status, and a sentence that helps."""

    def __init__(self, status: HTTPStatus, detail: str, **members: str) -> None:
        """Make one, with members of its own beside those of RFC 9457."""
        super().__init__(detail)
        self.status, self.members = status, members


class BadRequestError(ProblemError):
    """A parameter or the body is wrong; the text names which and says what is allowed."""

    def __init__(self, detail: str) -> None:
        super().__init__(HTTPStatus.BAD_REQUEST, detail)


class NotFoundError(ProblemError):
    """There is nothing of that name."""

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
    """What is asked for cannot be done beside what is going on; later it can."""

    def __init__(self, detail: str) -> None:
        super().__init__(HTTPStatus.CONFLICT, detail)
