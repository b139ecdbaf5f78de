"""An encoded image to upright pixels in sRGB: CPU only, no I/O, nothing of labels.

``opening`` opens an image: ``formats`` tells what a file is, ``header_limits`` what would do damage, ``headers`` reads
it, ``memory`` says what decoding takes, ``raw`` finds the preview in a camera's raw file, ``mending`` leaves out what
is broken beside the pixels, and ``refusals`` says what keeps an image from being decoded. ``jpeg_header``,
``jpeg2000_header``, ``tiff_directory`` and ``exif`` read what Pillow does not tell.

``decoding`` makes the pixels: ``truncation`` judges what ends early, ``shrinking`` makes a large image smaller,
``colours`` makes RGB of it, with ``profiles`` and ``deep_grey``, and ``orientation`` turns it. What a file says of its
colours without a profile is read by ``colour_description``, of which ``made_profiles`` makes one.
"""
