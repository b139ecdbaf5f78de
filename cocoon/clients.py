"""The SDK clients: made lazily, once per process, from the settings."""

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from azure.core.credentials_async import AsyncTokenCredential
from azure.identity.aio import DefaultAzureCredential
from azure.servicebus import ServiceBusSubQueue
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver, ServiceBusSender
from azure.servicebus.aio.management import ServiceBusAdministrationClient
from azure.storage import blob
from azure.storage.blob.aio import BlobServiceClient, ContainerClient
from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection

from cocoon import settings, storage
from cocoon.database import mongo_client
from cocoon.errors import SettingsError
from cocoon.reading import Connection
from cocoon.settings import Settings


class Clients:
    """The clients of one event loop; each is made when it is first asked for."""

    def __init__(self, current: Settings) -> None:
        self._settings = current
        self._credentials: list[DefaultAzureCredential] = []

    @cached_property
    def images_container(self) -> ContainerClient:
        """The container of the images."""
        return self.blob_service.get_container_client(self._settings.images_container)

    @cached_property
    def images_listing(self) -> blob.ContainerClient:
        """The container of the images for use in threads, where its long listings are read."""
        return storage.listing_container(self._settings.images_storage, self._settings.images_container)

    def queue_sender(self) -> ServiceBusSender:
        """Return a new sender to the queue, for one task: the SDK's senders must not be shared between tasks.

        It connects with its first message; close it after the last.
        """
        return self._service_bus.get_queue_sender(self._settings.queue_name)

    @cached_property
    def thumbnails_container(self) -> ContainerClient:
        """The container of the thumbnails."""
        return self.blob_service.get_container_client(self._settings.thumbnails_container)

    @cached_property
    def activity(self) -> AsyncCollection[dict[str, Any]]:
        """The collection of what each worker did in each minute."""
        return self._mongo[self._settings.database_name]["activity"]

    @cached_property
    def images(self) -> AsyncCollection[dict[str, Any]]:
        """The collection of the documents; its times are in UTC."""
        return self._mongo[self._settings.database_name]["images"]

    @cached_property
    def queued(self) -> AsyncCollection[dict[str, Any]]:
        """The collection of what was put on the queue lately."""
        return self._mongo[self._settings.database_name]["queued"]

    @cached_property
    def listings(self) -> AsyncCollection[dict[str, Any]]:
        """The collection of how far each listing is, and who lists."""
        return self._mongo[self._settings.database_name]["listings"]

    @cached_property
    def counts(self) -> AsyncCollection[dict[str, Any]]:
        """The collection of the one record of counts over all images."""
        return self._mongo[self._settings.database_name]["counts"]

    @cached_property
    def queue_administration(self) -> ServiceBusAdministrationClient:
        """What tells how many messages the queue holds; it needs the right to manage the queue."""
        connection = self._settings.service_bus
        options: dict[str, Any] = {"retry_total": 0, "connection_timeout": 3, "read_timeout": 3}
        if connection.connection_string:
            emulated = "usedevelopmentemulator=true" in connection.connection_string.lower()
            options |= {"connection_verify": False} if emulated else {}  # its certificate is its own
            return ServiceBusAdministrationClient.from_connection_string(connection.connection_string, **options)
        return ServiceBusAdministrationClient(connection.expect_address(), self._credential(connection), **options)

    def dead_letters(self) -> ServiceBusReceiver:
        """Return a new receiver of the dead-letter queue, for one task; close it after the last message."""
        return self._service_bus.get_queue_receiver(self._settings.queue_name, sub_queue=ServiceBusSubQueue.DEAD_LETTER)

    def queue_receiver(self) -> ServiceBusReceiver:
        """Return a new receiver of the queue, for one task; close it after the last message."""
        return self._service_bus.get_queue_receiver(self._settings.queue_name)

    def model_container(self) -> tuple[ContainerClient, str]:
        """Return the container of MODEL_URI, and the folder in it.

        :raises SettingsError: if MODEL_URI is neither CONTAINER/FOLDER nor a URL of a container.
        """
        uri = self._settings.model_uri
        if "://" not in uri:
            container, _, prefix = uri.strip("/").partition("/")
            return self.blob_service.get_container_client(container), prefix
        parts = urlsplit(uri)
        container, _, prefix = parts.path.strip("/").partition("/")
        if parts.scheme != "https" or not container:
            raise SettingsError("MODEL_URI must be CONTAINER/FOLDER or https://ACCOUNT/CONTAINER/FOLDER[?SAS]")
        credential = None if "sig=" in parts.query else self._credential(self._settings.images_storage)
        url = urlunsplit((parts.scheme, parts.netloc, container, parts.query, ""))
        return ContainerClient.from_container_url(url, credential), prefix

    async def close(self) -> None:
        """Close the clients that were made."""
        made = self.__dict__
        for name in ("queue_administration", "_service_bus", "blob_service", "_mongo"):
            if name in made:
                await made.pop(name).close()
        if "images_listing" in made:
            made.pop("images_listing").close()
        for name in ("images", "activity", "counts", "queued", "listings", "images_container", "thumbnails_container"):
            made.pop(name, None)
        for credential in self._credentials:
            await credential.close()

    @cached_property
    def blob_service(self) -> BlobServiceClient:
        """The storage account of the images."""
        connection = self._settings.images_storage
        credential = None if connection.connection_string else self._credential(connection)
        return storage.blob_service(connection, credential)

    @cached_property
    def _service_bus(self) -> ServiceBusClient:
        connection = self._settings.service_bus
        if connection.connection_string:
            return ServiceBusClient.from_connection_string(connection.connection_string)
        return ServiceBusClient(connection.expect_address(), self._credential(connection))

    @cached_property
    def _mongo(self) -> AsyncMongoClient[dict[str, Any]]:
        return mongo_client(self._settings.mongodb_uri)

    def _credential(self, connection: Connection) -> AsyncTokenCredential:
        credential = DefaultAzureCredential(managed_identity_client_id=connection.client_id)
        self._credentials.append(credential)
        return credential


_current: Clients | None = None


def current() -> Clients:
    """Return the clients of this process; the Functions worker has one event loop."""
    global _current  # noqa: PLW0603 - made once per process, not once per invocation
    if _current is None:
        _current = Clients(settings.current())
    return _current
