"""The host's error."""


class HostError(Exception):
    """The app or its configuration is refused; the message says what the real host would not accept."""
