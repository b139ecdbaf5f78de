"""A small Functions host for machines without Core Tools.

Indexes ``function_app.py`` through the azure-functions library and runs its HTTP, timer and
Service Bus triggers. It is for development: keys are not checked, nothing scales.
"""
