"""What the broker refuses, in the terms of the Service Bus protocol."""


class ServiceBusError(Exception):
    """A refused request: ``condition`` is what the SDK maps to its exceptions, ``status`` the HTTP-like code."""

    condition = "amqp:internal-error"
    status = 500


class EntityNotFoundError(ServiceBusError):
    """There is no queue of that name."""

    condition = "amqp:not-found"
    status = 404

    def __init__(self, name: str) -> None:
        super().__init__(f"The messaging entity '{name}' could not be found.")


class MessageNotFoundError(ServiceBusError):
    """There is no message with that sequence number in that state."""

    condition = "com.microsoft:message-not-found"
    status = 404


class MessageLockLostError(ServiceBusError):
    """The lock has expired, or the message is settled."""

    condition = "com.microsoft:message-lock-lost"
    status = 410

    def __init__(self) -> None:
        super().__init__(
            "The lock supplied is invalid. Either the lock expired, or the message has already been removed "
            "from the queue."
        )


class MessageSizeExceededError(ServiceBusError):
    """The message is larger than the link allows."""

    condition = "amqp:link:message-size-exceeded"
    status = 413


class ArgumentError(ServiceBusError):
    """A request lacks an argument, or has one that means nothing."""

    condition = "com.microsoft:argument-error"
    status = 400


class NotAllowedError(ServiceBusError):
    """This cannot be done there."""

    condition = "amqp:not-allowed"
    status = 403


class NotImplementedByStandInError(ServiceBusError):
    """The real service does this, the stand-in does not."""

    condition = "amqp:not-implemented"
    status = 501
