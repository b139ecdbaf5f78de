"""A small Functions host for machines without Core Tools.

Indexes ``function_app.py`` through the azure-functions library and runs its HTTP, timer and Service Bus triggers as
the real host does. It is for development: keys are not checked, nothing scales.

indexing, validation, app_settings, host_json      the app and its configuration
server, web, admin                                 HTTP, and the host's own routes
request_target, query_string, percent_encoding     a request as the host reads it
route_template, router                             which function it is for
http_trigger, timer_trigger, servicebus_trigger    what calls functions
schedule, time_span, timer_status                  when timers fire
servicebus_message, invocation                     a message as an argument; the call

docs/reference/local-host.md compares it with the real one.
"""
