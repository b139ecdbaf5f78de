"""AMQP sessions and links: performatives in, calls on the queues, and performatives out.

session, windows         one session of a connection and its links; how many frames each side accepts
attach, node             a client's request for a link; what an address leads to
incoming, outgoing       a link on which the client sends; one on which it receives
transfer                 what a whole delivery from the client leads to
unsettled, settlement    deliveries that wait for an outcome; what an outcome does to a message
management, request      the operations on ``$management`` and ``$cbs``; their requests and replies
"""
