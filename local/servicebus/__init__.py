"""A stand-in for Azure Service Bus queues that the real azure-servicebus SDK talks to.

``amqp/`` knows the wire format, ``connection``, ``session`` and ``link`` the protocol,
``broker``, ``queue`` and ``subqueue`` what a queue does, ``store`` keeps it in SQLite,
``management`` and ``admin`` answer questions about it. docs/servicebus.md lists what is
covered and what is not.
"""
