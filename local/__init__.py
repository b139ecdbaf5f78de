"""The embedded stack: emulators and a Functions host on loopback, for development. Never deployed.

``python -m local run`` takes a folder of images, starts every server the app needs, and prints the labels;
``python -m local services`` starts the emulators only.

The commands, in the order in which they use the others:
    ``cli``                     the two commands
    ``configuration``           settings and environment in; the servers to start and the app's environment out
    ``services``                each server: its command, port and connection string
    ``host_choice``             Core Tools or our own Functions host
    ``stack``                   the running servers, started together and stopped in reverse
    ``server_process``          one server as a child process with a log file
    ``parent_death_signal``     program that wraps a server so that it ends with the launcher
    ``shutdown``                Ctrl-C and other signals, or a server that has ended
    ``run``                     a run: upload, enqueue, wait, report
    ``embedded_limit``          whether the container has more images than SecantusDB is meant for
    ``image_folder``            the folder of images: checked, then uploaded
    ``api_client``              the running app's HTTP functions
    ``progress``                waiting until every image has its document
    ``report``                  the tables at the end
    ``failure_cause``           which server, or a full disk, is behind an error
    ``errors``                  ``StackError``

The servers that we wrote:
    ``host/``                   a Functions host
    ``servicebus/``             a stand-in for Azure Service Bus
"""
