"""What of the SDKs' logging reaches the app's log."""

import logging

# Not "azure" as a whole: the Functions worker itself logs as azure.functions.
CHATTY = ("azure.core", "azure.identity", "azure.servicebus")


def quiet_sdks() -> None:
    """Drop what the SDKs say of each request: dozens of lines an image, each of which costs money in Azure."""
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
