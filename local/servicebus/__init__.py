"""A stand-in for Azure Service Bus queues that Microsoft's clients talk to.

amqp/                                              the wire format
listener, connection, session, attach, link        the protocol
request, management                                requests on ``$management`` and ``$cbs``
admin, description, description_reader             the HTTP API
broker, queue, subqueue, properties                queues
inventory, locks, timetable, duplicates            what a queue is made of
access, forwarding, dead_lettering, idle           what a queue's properties ask for
message, sections, bare_properties, lifetime       a message
settlement                                         what becomes of a message
config, store, server, errors                      Config.json, SQLite, start and stop, refusals

docs/servicebus.md says what is covered and what is not.
"""
