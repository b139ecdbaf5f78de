"""Read timer schedules as the Functions host does (pure).

``schedule`` computes the occurrences of an expression, ``fields`` parses its six fields.
"""
