"""The windows of a session: how many transfer frames each side accepts (AMQP 1.0, part 2.5.6)."""

from ..amqp import encoding as e
from ..amqp import serial

INCOMING = 5000


class Windows:
    """Counts transfer frames by their ids, which are serial numbers and wrap."""

    def __init__(self, next_incoming_id: int, outgoing: int) -> None:
        self.incoming, self.outgoing = INCOMING, outgoing
        self._next_incoming_id, self._next_outgoing_id = next_incoming_id, 0

    def count_sent(self) -> None:
        """Count a frame to the client."""
        self._next_outgoing_id = serial.add(self._next_outgoing_id, 1)
        self.outgoing -= 1

    def count_received(self) -> bool:
        """Count a frame from the client; return whether the window was renewed, which the client must know."""
        self._next_incoming_id = serial.add(self._next_incoming_id, 1)
        self.incoming -= 1
        if self.incoming >= INCOMING // 2:
            return False
        self.incoming = INCOMING
        return True

    def set_outgoing(self, next_incoming_id: int, window: int) -> None:
        """Set the window that the client grants, counted from the id that it expects next."""
        self.outgoing = serial.remaining(next_incoming_id, window, self._next_outgoing_id)

    def flow_fields(self) -> list[bytes]:
        """Return the first fields of a flow."""
        numbers = (self._next_incoming_id, self.incoming, self._next_outgoing_id, INCOMING)
        return [e.uint(number) for number in numbers]
