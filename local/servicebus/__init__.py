"""A stand-in for Azure Service Bus queues: Microsoft's clients connect to it over AMQP 1.0 and HTTP.

In come the frames and requests of clients; out go messages, replies and descriptions of queues.

__main__, server       the command line; the stand-in as a whole, started and stopped
listener               one port for all protocols
connection, outbox     an AMQP connection and its frames; the bytes that it is about to send
amqp/                  the wire format
links/                 sessions and links: what clients send, receive, settle and request
queues/                the broker: queues, their messages, locks and timers
admin/                 the management API over HTTP
storage/               SQLite: keys and records in, records out
config, errors, clock  Config.json; refusals; the time

amqp and storage import nothing else of the package, queues imports those two, links and admin import queues.
Two modules have more than 150 lines: queues/queue.py, which decides where each message goes, and links/session.py,
which has a handler for each performative.

README.md says what is supported and what is not.
"""
