"""Service Bus triggers: receive messages, invoke, complete or abandon; up to ``maxConcurrentCalls`` at a time."""

import asyncio
import logging
from contextlib import suppress
from typing import NamedTuple

from azure.servicebus import ServiceBusReceivedMessage
from azure.servicebus.aio import AutoLockRenewer, ServiceBusClient, ServiceBusReceiver
from azure.servicebus.exceptions import ServiceBusError

from local.host.functions import IndexedFunction
from local.host.host_json import HostConfig
from local.host.invocation import Invoker
from local.host.triggers.connection_setting import check_connection, service_bus_client
from local.host.triggers.message_argument import to_argument

# Seconds to wait for a message; while functions run, the wait is short, so that their messages are settled soon.
IDLE_WAIT, BUSY_WAIT = 1.0, 0.05
FIRST_BACK_OFF, LAST_BACK_OFF = 1.0, 30.0

logger = logging.getLogger("host")


class Outcome(NamedTuple):
    """A message whose invocation has ended."""

    message: ServiceBusReceivedMessage
    succeeded: bool


class ServiceBusTrigger:
    """Runs one function on the messages of its queue; completes a message on return, abandons it on an error."""

    def __init__(self, function: IndexedFunction, config: HostConfig, invoker: Invoker) -> None:
        self._function, self._config, self._invoker = function, config, invoker
        self._queue = str(function.trigger.values["queueName"])
        self._connection = str(function.trigger.values["connection"])
        self._in_flight: set[asyncio.Task[Outcome]] = set()
        self._stopping = asyncio.Event()
        self._back_off = FIRST_BACK_OFF
        check_connection(self._connection, function.name)

    def stop(self) -> None:
        """Stop receiving; ``run`` returns when the messages in flight are settled."""
        self._stopping.set()

    async def run(self) -> None:
        """Receive until stopped; reconnect after failures."""
        while not self._stopping.is_set():
            try:
                async with service_bus_client(self._connection) as client:
                    await self._receive(client)
            except Exception as error:  # noqa: BLE001 - no failure of a connection may end the receiving
                logger.warning("Service Bus: %r; trying again in %.0f s", error, self._back_off)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), self._back_off)
                self._back_off = min(self._back_off * 2, LAST_BACK_OFF)

    async def _receive(self, client: ServiceBusClient) -> None:
        """Receive over one connection until stopped; then settle the messages in flight."""
        renewer = AutoLockRenewer(self._config.max_auto_lock_renewal.total_seconds())
        receiver = client.get_queue_receiver(
            self._queue, prefetch_count=self._config.prefetch_count, auto_lock_renewer=renewer
        )
        if self._in_flight:  # their connection was lost, and their locks with it
            await asyncio.wait(self._in_flight)
            self._in_flight.clear()
        async with renewer, receiver:
            while not self._stopping.is_set():
                await self._settle_and_receive(receiver)
            while self._in_flight:
                await self._settle_finished(receiver, wait=True)

    async def _settle_and_receive(self, receiver: ServiceBusReceiver) -> None:
        """Settle the finished messages, then receive as many as may start: only one task may use the receiver."""
        is_full = len(self._in_flight) >= self._config.max_concurrent_calls
        await self._settle_finished(receiver, wait=is_full)
        room = self._config.max_concurrent_calls - len(self._in_flight)
        wait = BUSY_WAIT if self._in_flight else IDLE_WAIT
        messages = await receiver.receive_messages(max_message_count=room, max_wait_time=wait)
        self._back_off = FIRST_BACK_OFF  # the connection works again
        for message in messages:
            self._in_flight.add(asyncio.create_task(self._handle(message)))

    async def _handle(self, message: ServiceBusReceivedMessage) -> Outcome:
        """Make the argument, invoke, and return whether the message may be completed."""
        reason = f"(null); new ServiceBus message detected on '{self._queue}', MessageId={message.message_id}"
        try:
            argument = to_argument(message)
        except Exception:
            logger.exception("message %s cannot be passed to the function", message.message_id)
            return Outcome(message, succeeded=False)
        try:
            await self._invoker.invoke(self._function, argument, reason)
        except Exception:  # noqa: BLE001 - the invoker logs it
            return Outcome(message, succeeded=False)
        return Outcome(message, succeeded=True)

    async def _settle_finished(self, receiver: ServiceBusReceiver, *, wait: bool) -> None:
        if wait:
            await asyncio.wait(self._in_flight, return_when=asyncio.FIRST_COMPLETED)
        finished = {task for task in self._in_flight if task.done()}
        self._in_flight -= finished
        # Concurrently, because each waits for the service's answer; in sequence these waits would limit the rate.
        await asyncio.gather(*(_settle(receiver, *task.result()) for task in finished))


async def _settle(receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage, succeeded: bool) -> None:  # noqa: FBT001
    try:
        await (receiver.complete_message(message) if succeeded else receiver.abandon_message(message))
    except ServiceBusError as error:
        logger.warning("message %s cannot be settled and will return to the queue: %s", message.message_id, error)
