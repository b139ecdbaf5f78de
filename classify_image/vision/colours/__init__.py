"""Convert decoded pixels to 8-bit sRGB.

``to_rgb`` is the entry point: ``profiles`` applies an embedded colour profile, and ``deep_grey`` scales greys of more
than 8 bits. Without a profile, ``colour_space`` reads the colour space that the file describes, and
``profile_builder`` builds a profile for it.
"""
