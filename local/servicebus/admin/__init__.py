"""The management API over HTTP: requests about queues in, ATOM documents out.

http_api              the application: get, list, create, change and delete
description_reader    a client's QueueDescription, as a queue's properties
atom_writer           queues and the namespace, as ATOM entries and feeds
"""
