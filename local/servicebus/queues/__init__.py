"""The queues of the namespace: encoded messages in, messages handed to consumers.

broker                            all queues, found by their addresses
queue, properties, access         a queue; its settings; checks for senders and receivers
delivery_queue, subqueue          messages handed out and locked; settled, and found by number
inventory, ready, consumers       a sub-queue's messages; those that are ready; the links that take them
locks, timetable, duplicates      messages that are held; times to look again; message ids seen before
forwarding, idle                  ForwardTo; AutoDeleteOnIdle
message, message_format, expiry   a message; as bytes; its time to live
recovery                          queues and messages brought back from the store
"""
