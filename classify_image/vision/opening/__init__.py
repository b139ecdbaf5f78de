"""Open an encoded image: recognize its format, read its header, and reckon what decoding it takes.

``opened_image`` is the way through: ``formats`` recognizes the format, ``header_limits`` refuses headers that would do
damage, ``pillow_header`` reads the header with Pillow, ``memory`` reckons the memory, ``raw_preview`` finds the preview
in a camera's raw file, ``repair`` leaves out broken metadata, and ``refusals`` turns the libraries' errors into ours.

``jpeg_header``, ``jpeg_scans``, ``jpeg2000_header``, ``tiff_directory`` and ``exif`` read what Pillow does not tell.
"""
