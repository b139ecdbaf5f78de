"""Log events and record metrics for those who run the app.

``log_events`` writes one line of JSON for each event, ``metrics`` records values, and ``otel_metrics`` exports them
with OpenTelemetry.
"""
