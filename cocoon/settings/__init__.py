"""Read the settings; nothing else reads the environment.

``app_settings`` lists every setting and reads them all into one frozen object; ``settings_reader`` reads each kind of
value and collects the problems; ``connection`` is the connection to one service, and ``connection_strings`` checks
the connection strings of each service.
"""
