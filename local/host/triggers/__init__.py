"""The triggers, which call the app's functions: each reads its event, makes the argument, invokes, and answers.

``http``                  a request in; the function's response out
``service_bus``           messages of a queue in; each completed or abandoned
``message_argument``      a message as the function gets it
``connection_setting``    a trigger's connection setting; the Service Bus client that it describes
``timer``                 ticks of a schedule, and the one that was missed while the host was down
``schedule_status``       when each timer fired, kept in a file
"""
