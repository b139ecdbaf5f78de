"""The SDK's client of Service Bus, without the wait at the end of a link."""

from typing import Any

from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver, ServiceBusSender


class QuickClosingClient(ServiceBusClient):
    """Its senders, and its receivers that prefetch, keep no connection alive.

    Those that do close only when the task that does so wakes, up to a second later.
    """

    def get_queue_sender(self, queue_name: str, **options: Any) -> ServiceBusSender:
        return super().get_queue_sender(queue_name, keep_alive=0, **options)

    def get_queue_receiver(self, queue_name: str, **options: Any) -> ServiceBusReceiver:
        return super().get_queue_receiver(queue_name, keep_alive=0, **options)
