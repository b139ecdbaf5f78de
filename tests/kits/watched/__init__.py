"""Sees the commands that other processes send: this folder is on the PYTHONPATH of all that the tests start.

``sitecustomize``, which Python imports at its start, lets ``commands_sent`` listen as soon as pymongo is imported.
"""
