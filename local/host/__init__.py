"""A small Functions host for machines without Core Tools.

It indexes ``function_app.py`` with the azure-functions library and runs its HTTP, timer and Service Bus triggers as the
real host does. It is for development: it checks no keys and does not scale.
docs/reference/local-host.md compares the two.

From the start to the end of the host, ``python -m local.host``:
    ``app_settings``    ``local.settings.json`` in; the app's environment out
    ``host_json``       ``host.json`` in; the host's configuration out
    ``config_file``     reads the JSON of both
    ``indexing``        the app's module in; its functions out, and why others are refused
    ``functions``       the record of an indexed function and its trigger
    ``lifecycle``       starts the HTTP server and the triggers; on a signal, lets them finish
    ``invocation``      calls a function, and logs the call
    ``errors``          ``HostError``

Three things call the functions:
    a request           ``web/`` reads it, ``admin_routes`` or ``triggers/http`` answers it
    a message           ``triggers/service_bus`` receives, invokes, settles
    a tick              ``triggers/timer`` waits, invokes, stores the status

Three packages:
    ``web/``            the HTTP server
    ``triggers/``       HTTP, Service Bus and timer triggers
    ``ported/``         the rules of the real host, its worker, ASP.NET Core and .NET, without I/O
"""
