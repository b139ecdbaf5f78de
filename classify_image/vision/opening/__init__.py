"""Open an encoded image: recognize its format, read its header, and estimate the memory that decoding takes.

``opened_image`` is the entry point: ``formats`` recognizes the format, ``header_limits`` refuses headers that would
exhaust memory or time, ``pillow_header`` reads the header with Pillow, and ``memory`` estimates the peak memory (with
``decoder_memory`` and ``image_bytes``). ``raw_preview`` finds the preview in a camera's raw file, ``repair`` drops
broken metadata, and ``refusals`` turns the libraries' errors into ours.

``jpeg_header``, ``jpeg_scans``, ``jpeg2000_header``, ``gif_header``, ``tiff_directory`` and ``exif`` read what Pillow
does not expose.
"""
