"""The errors with which the broker refuses a request, in the terms of the Service Bus protocol."""

NO_TRANSACTIONS = "The stand-in does not have transactions."


class ServiceBusError(Exception):
    """A refused request; the SDK maps ``condition`` to its exceptions, and ``status`` is an HTTP status code."""

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
    """A request lacks an argument, or has an invalid one."""

    condition = "com.microsoft:argument-error"
    status = 400


class NotAllowedError(ServiceBusError):
    """The entity does not allow this."""

    condition = "amqp:not-allowed"
    status = 403


class NotImplementedByStandInError(ServiceBusError):
    """The real service has this, the stand-in does not."""

    condition = "amqp:not-implemented"
    status = 501


class EntityDisabledError(ServiceBusError):
    """The queue's status does not allow it."""

    condition = "com.microsoft:entity-disabled"
    status = 403

    def __init__(self, name: str, status: str) -> None:
        super().__init__(f"The messaging entity '{name}' is disabled for this: its status is {status}.")


class QuotaExceededError(ServiceBusError):
    """The queue has reached its largest size."""

    condition = "amqp:resource-limit-exceeded"
    status = 403

    def __init__(self, name: str, megabytes: int) -> None:
        super().__init__(f"The queue '{name}' has reached its largest size, {megabytes} MB (MaxSizeInMegabytes).")
