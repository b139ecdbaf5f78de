"""The settings: the one place that reads the environment.

``app_settings`` lists every setting and reads them all into one frozen object; ``settings_reader`` reads each kind of
value and collects what is wrong; ``connection`` is the connection to one service, and ``connection_strings`` checks the
strings of each.
"""
