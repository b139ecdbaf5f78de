"""Make the SDK clients from the settings, each when it is first used, once per process."""

from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

from azure.core.credentials_async import AsyncTokenCredential
from azure.identity.aio import DefaultAzureCredential
from azure.servicebus import ServiceBusSubQueue
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver, ServiceBusSender
from azure.servicebus.aio.management import ServiceBusAdministrationClient
from azure.storage import blob
from azure.storage.blob.aio import BlobServiceClient, ContainerClient
from pymongo.asynchronous.database import AsyncDatabase

from cocoon.errors import SettingsError
from cocoon.services import blob_service
from cocoon.services.count_log import CountLog
from cocoon.services.mongo_client import TIMEOUT_MS, Collection, ImageCollection, Record, mongo_client
from cocoon.settings import app_settings
from cocoon.settings.app_settings import Settings
from cocoon.settings.connection import Connection


class Clients:
    """The clients of one event loop.

    :ivar labels_cleared_at: when this process last cleared the labels (``time.monotonic``); older caches are stale.
    """

    labels_cleared_at = float("-inf")

    def __init__(self, settings: Settings, database_timeout_ms: int = TIMEOUT_MS) -> None:
        self._settings, self._database_timeout_ms = settings, database_timeout_ms
        self._closers: list[Callable[[], Awaitable[None]]] = []
        self._model_containers: dict[str, tuple[ContainerClient, str]] = {}

    async def close(self) -> None:
        """Close the clients that were made, the last first."""
        while self._closers:
            await self._closers.pop()()

    # The storage account

    @cached_property
    def blob_service(self) -> BlobServiceClient:
        """The storage account of the images."""
        connection = self._settings.images_storage
        credential = None if connection.connection_string else self._credential(connection)
        client = blob_service.blob_service(connection, credential)
        self._closers.append(client.close)
        return client

    @cached_property
    def images_container(self) -> ContainerClient:
        """The container of the images."""
        return self.blob_service.get_container_client(self._settings.images_container)

    @cached_property
    def images_listing(self) -> blob.ContainerClient:
        """The container of the images for use in threads, which read its long listings."""
        client = blob_service.listing_container(self._settings.images_storage, self._settings.images_container)

        async def close() -> None:
            client.close()

        self._closers.append(close)
        return client

    @cached_property
    def thumbnails_container(self) -> ContainerClient:
        """The container of the thumbnails."""
        return self.blob_service.get_container_client(self._settings.thumbnails_container)

    def model_container(self, uri: str) -> tuple[ContainerClient, str]:
        """Return the container of a model, and the folder in it.

        :param uri: one of MODEL_URI.
        :raises SettingsError: if it is neither CONTAINER/FOLDER nor a URL of a container.
        """
        if uri not in self._model_containers:
            self._model_containers[uri] = self._model_container(uri)
        return self._model_containers[uri]

    def _model_container(self, uri: str) -> tuple[ContainerClient, str]:
        if "://" not in uri:
            container, _, prefix = uri.strip("/").partition("/")
            return self.blob_service.get_container_client(container), prefix
        parts = urlsplit(uri)
        container, _, prefix = parts.path.strip("/").partition("/")
        if parts.scheme != "https" or not container:
            raise SettingsError("MODEL_URI must be CONTAINER/FOLDER or https://ACCOUNT/CONTAINER/FOLDER[?SAS]")
        credential = None if "sig=" in parts.query else self._credential(self._settings.images_storage)
        url = urlunsplit((parts.scheme, parts.netloc, container, parts.query, ""))
        client = ContainerClient.from_container_url(url, credential)
        self._closers.append(client.close)
        return client, prefix

    # The queue

    def queue_sender(self) -> ServiceBusSender:
        """Return a new sender to the queue, for one task: the SDK's senders must not be shared between tasks.

        It connects with its first message; close it after the last.
        """
        return self._service_bus.get_queue_sender(self._settings.queue_name)

    def queue_receiver(self) -> ServiceBusReceiver:
        """Return a new receiver of the queue, for one task; close it after the last message."""
        return self._service_bus.get_queue_receiver(self._settings.queue_name)

    def dead_letters(self) -> ServiceBusReceiver:
        """Return a new receiver of the dead-letter queue, for one task; close it after the last message."""
        return self._service_bus.get_queue_receiver(self._settings.queue_name, sub_queue=ServiceBusSubQueue.DEAD_LETTER)

    @cached_property
    def queue_administration(self) -> ServiceBusAdministrationClient:
        """The client that reads the queue's message counts; it needs the Manage right."""
        connection = self._settings.service_bus
        options: dict[str, Any] = {"retry_total": 0, "connection_timeout": 3, "read_timeout": 3}
        if connection.connection_string:
            emulated = "usedevelopmentemulator=true" in connection.connection_string.lower()
            options |= {"connection_verify": False} if emulated else {}  # its certificate is self-signed
            client = ServiceBusAdministrationClient.from_connection_string(connection.connection_string, **options)
        else:
            client = ServiceBusAdministrationClient(
                connection.expect_address(), self._credential(connection), **options
            )
        self._closers.append(client.close)
        return client

    @cached_property
    def _service_bus(self) -> ServiceBusClient:
        connection = self._settings.service_bus
        if connection.connection_string:
            client = ServiceBusClient.from_connection_string(connection.connection_string)
        else:
            client = ServiceBusClient(connection.expect_address(), self._credential(connection))
        self._closers.append(client.close)
        return client

    # The database

    @cached_property
    def images(self) -> ImageCollection:
        """The documents of the images; the times of all collections are in UTC."""
        return cast("ImageCollection", self._collection("images"))

    @cached_property
    def postings(self) -> Collection:
        """The images of each label, best first."""
        return self._collection("postings")

    @cached_property
    def queued(self) -> Collection:
        """The marks of versions that were sent to the queue lately."""
        return self._collection("queued")

    @cached_property
    def listings(self) -> Collection:
        """The progress of listings."""
        return self._collection("listings")

    @cached_property
    def leases(self) -> Collection:
        """The leases of hosts that list."""
        return self._collection("leases")

    @cached_property
    def clearings(self) -> Collection:
        """The tokens that change when labels are cleared."""
        return self._collection("clearings")

    @cached_property
    def activity(self) -> Collection:
        """The workers' activity by minute."""
        return self._collection("activity")

    @cached_property
    def counts(self) -> Collection:
        """The totals over all images of a container."""
        return self._collection("counts")

    @cached_property
    def count_log(self) -> CountLog:
        """The changes of the totals by what this process writes."""
        log = CountLog(self.counts, self._settings.images_container)
        self._closers.append(log.close)
        return log

    def _collection(self, name: str) -> Collection:
        return self._database[name]

    @cached_property
    def _database(self) -> AsyncDatabase[Record]:
        client = mongo_client(self._settings.mongodb_uri, self._database_timeout_ms)
        self._closers.append(client.close)
        return client[self._settings.database_name]

    def _credential(self, connection: Connection) -> AsyncTokenCredential:
        credential = DefaultAzureCredential(managed_identity_client_id=connection.client_id)
        self._closers.append(credential.close)
        return credential


_current: Clients | None = None


def current() -> Clients:
    """Return the clients of this process; the Functions worker has one event loop."""
    global _current  # noqa: PLW0603 - made once per process, not once per invocation
    if _current is None:
        _current = Clients(app_settings.current())
    return _current
