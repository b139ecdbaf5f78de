"""What keeps the host from starting."""


class HostError(Exception):
    """The app or its configuration is refused; the text says what the real host would not take."""
