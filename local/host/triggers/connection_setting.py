"""A trigger's ``connection``: it names a connection string, or the prefix of an identity's settings."""

import os

from azure.identity.aio import DefaultAzureCredential
from azure.servicebus.aio import ServiceBusClient

from local.host.errors import HostError


def check_connection(name: str, function_name: str) -> None:
    """Check that the connection is configured.

    :raises HostError: naming the settings, one of which must be set.
    """
    if not (os.environ.get(name) or os.environ.get(f"{name}__fullyQualifiedNamespace")):
        raise HostError(
            f"Function '{function_name}': the connection '{name}' is not configured; "
            f"set {name} to a connection string, or {name}__fullyQualifiedNamespace"
        )


def service_bus_client(name: str) -> ServiceBusClient:
    """Return a client of the connection's namespace."""
    connection_string = os.environ.get(name)
    if connection_string:
        return ServiceBusClient.from_connection_string(connection_string)
    namespace = os.environ[f"{name}__fullyQualifiedNamespace"]
    client_id = os.environ.get(f"{name}__clientId")
    return ServiceBusClient(namespace, DefaultAzureCredential(managed_identity_client_id=client_id))
