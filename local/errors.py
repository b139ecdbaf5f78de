"""The launcher's error."""


class StackError(Exception):
    """The stack cannot start or go on; the message says what a person can do about it."""
