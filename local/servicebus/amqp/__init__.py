"""The AMQP 1.0 wire format: bytes in, Python values out, and back. No I/O, and no import from the rest of the package.

values, primitives, decoding     types decoded: what the values are, each primitive type, a whole value
slices                           encoded values cut out of the bytes without decoding them
encoding                         types encoded
framing                          the byte stream, cut into frames
performatives, frame_body        the bodies of frames: written, and read
sections, properties_section     the sections of a message; one of them changed without decoding the rest
serial                           arithmetic with the 32-bit numbers that wrap
"""
