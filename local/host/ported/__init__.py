"""Rules ported from the platform, without I/O; each module names the source that it was read from.

Strings in, decisions out. The vectors in tests/host hold them to the answers of Microsoft's code.

A request, in the order in which it meets them:
    ``request_limits``      Kestrel: sizes and the rate of a body
    ``request_target``      Kestrel: the decoded path, and the URL that the function gets
    ``percent_encoding``    ASP.NET Core: decoding, character by character
    ``dispatch``            Functions host: the function that a request is for
    ``route_template``      ASP.NET Core: matching a path against a route
    ``query_string``        ASP.NET Core and Functions host: the query's names and values

A timer:
    ``timer_schedule``      WebJobs SDK: the next occurrence, and which timers are monitored
    ``time_span``           .NET: durations
    (cron expressions are ported in ``cocoon``, whose settings need them, too)

A message:
    ``message_text``        WebJobs SDK: the body as the text that the function gets

The app, when it is indexed:
    ``worker_checks``       Python worker: what makes it refuse the app
    ``host_checks``         Functions host: what makes it refuse or disable a function
"""
