"""Timer schedules as the Functions host reads them (pure).

``schedule`` computes the occurrences of an expression, ``fields`` parses its six fields.
"""
