"""Convert decoded pixels to 8-bit sRGB.

``to_rgb`` is the way through: ``profiles`` converts by an embedded colour profile, and ``deep_grey`` scales greys of
more than 8 bits. Without a profile, ``colour_space`` reads what the file says of its colours, and ``profile_builder``
makes a profile of that.
"""
