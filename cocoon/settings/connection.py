"""Define the connection to one service, as the settings give it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Connection:
    """Either a connection string, or an address to use with a managed identity."""

    name: str
    connection_string: str | None
    address: str | None
    client_id: str | None

    def expect_address(self) -> str:
        """Return the address; there is one unless there is a connection string, as the settings were checked."""
        assert self.address  # noqa: S101
        return self.address
