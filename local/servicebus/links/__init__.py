"""AMQP sessions and links: performatives in, calls on the queues, and performatives out.

session, windows         one session of a connection and its links; how many frames each side accepts
attach, node             a client's request for a link; the node at an address
incoming, outgoing       a link on which the client sends; one on which it receives
transfer                 complete deliveries from the client
unsettled, settlement    deliveries without an outcome yet; outcomes applied to messages
management, request      the operations on ``$management`` and ``$cbs``; their requests and replies
"""
