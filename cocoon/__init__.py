"""Share code between the rooms; this package imports none of them.

``settings/`` reads the environment, ``records/`` defines every record that more than one module reads, ``labels/``
compares label names, and ``selection/`` decides which blobs are images. ``services/`` holds the SDK clients and turns
their errors into ours, ``http/`` reads requests and writes answers, ``telemetry/`` logs events and records metrics,
and ``ncrontab/`` computes a timer's occurrences.

``errors`` defines the errors, ``cancellation`` ends tasks, ``text`` and ``numbers`` check input, and ``stopwatch``
measures the stages of an image.
"""
