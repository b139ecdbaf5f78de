"""The AMQP 1.0 wire format: types, performatives and frames. No I/O."""
