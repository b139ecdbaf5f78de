"""The management API over HTTP, as far as ``ServiceBusAdministrationClient`` needs it for queues.

Queues are described in ATOM XML: https://learn.microsoft.com/rest/api/servicebus/queues
"""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from aiohttp import web

from .broker import Broker
from .config import ConfigError, limit, milliseconds
from .message import State
from .queue import Queue, QueueProperties

NAMESPACE = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"
COUNTS_NAMESPACE = "http://schemas.microsoft.com/netservices/2011/06/servicebus"
ATOM = "http://www.w3.org/2005/Atom"
NO_LIMIT = "P10675199DT2H48M5.4775807S"
EMPTY_FEED = f'<feed xmlns="{ATOM}"><title type="text">Publicly Listed Services</title></feed>'


def make_app(broker: Broker) -> web.Application:
    """Return the HTTP application."""

    async def list_queues(request: web.Request) -> web.Response:
        skip, top = int(request.query.get("$skip", 0)), int(request.query.get("$top", 100))
        entries = [_entry(queue) for queue in list(broker.queues.values())[skip : skip + top]]
        return _xml(f'<feed xmlns="{ATOM}"><title type="text">Queues</title>{"".join(entries)}</feed>')

    async def get_queue(request: web.Request) -> web.Response:
        queue = broker.queues.get(request.match_info["name"].lower())
        return _xml(_entry(queue) if queue else EMPTY_FEED)  # the real service, too, answers 200 for a missing queue

    async def put_queue(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        queue = broker.queues.get(name.lower())
        try:
            properties = _properties(name, await request.text())
        except (ET.ParseError, ConfigError, ValueError) as error:
            return _error(400, str(error))
        if queue is None:
            return _xml(_entry(broker.create(properties)), status=201)
        if "If-Match" not in request.headers:
            return _error(409, f"The queue {name!r} exists already.")
        queue.properties = properties
        broker.store.put_queue(queue)
        return _xml(_entry(queue))

    async def delete_queue(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name.lower() not in broker.queues:
            return _error(404, f"There is no queue {name!r}.")
        broker.delete(name)
        return web.Response()

    app = web.Application()
    for spelling in ("/$Resources/queues", "/$resources/queues"):
        app.router.add_get(spelling, list_queues)
    app.router.add_get("/{name:.+}", get_queue)
    app.router.add_put("/{name:.+}", put_queue)
    app.router.add_delete("/{name:.+}", delete_queue)
    return app


def _properties(name: str, description: str) -> QueueProperties:
    values = {element.tag.rpartition("}")[2]: element.text for element in ET.fromstring(description).iter()}  # noqa: S314
    window = milliseconds(values.get("DuplicateDetectionHistoryTimeWindow") or "PT10M")
    return QueueProperties(
        name=name,
        lock_duration=milliseconds(values.get("LockDuration") or "PT1M"),
        max_delivery_count=int(values.get("MaxDeliveryCount") or 10),
        duplicate_detection_window=window if values.get("RequiresDuplicateDetection") == "true" else 0,
        time_to_live=limit(values.get("DefaultMessageTimeToLive")),
        dead_letter_on_expiration=values.get("DeadLetteringOnMessageExpiration") == "true",
    )


def _entry(queue: Queue) -> str:
    properties, counts = queue.properties, queue.active.counts()
    active, scheduled = counts[State.ACTIVE] + counts[State.DEFERRED], counts[State.SCHEDULED]
    dead = queue.dead_letter.counts().total()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    description = {  # the SDK reads the elements in this order
        "LockDuration": _duration(properties.lock_duration),
        "MaxSizeInMegabytes": 1024,
        "RequiresDuplicateDetection": _boolean(properties.duplicate_detection_window > 0),
        "RequiresSession": _boolean(False),
        "DefaultMessageTimeToLive": _duration(properties.time_to_live) if properties.time_to_live else NO_LIMIT,
        "DeadLetteringOnMessageExpiration": _boolean(properties.dead_letter_on_expiration),
        "DuplicateDetectionHistoryTimeWindow": _duration(properties.duplicate_detection_window or 600_000),
        "MaxDeliveryCount": properties.max_delivery_count,
        "EnableBatchedOperations": _boolean(True),
        "SizeInBytes": queue.active.size() + queue.dead_letter.size(),
        "MessageCount": active + scheduled + dead,
        "Status": "Active",
        "CreatedAt": now,
        "UpdatedAt": now,
        "AccessedAt": now,
    }
    details = {
        "ActiveMessageCount": active,
        "DeadLetterMessageCount": dead,
        "ScheduledMessageCount": scheduled,
        "TransferMessageCount": 0,
        "TransferDeadLetterMessageCount": 0,
    }
    elements = "".join(f"<{tag}>{value}</{tag}>" for tag, value in description.items())
    count_elements = "".join(f"<d:{tag}>{value}</d:{tag}>" for tag, value in details.items())
    name = escape(queue.name)
    return (
        f'<entry xmlns="{ATOM}"><id>{name}</id><title type="text">{name}</title>'
        f"<published>{now}</published><updated>{now}</updated>"
        f'<content type="application/xml"><QueueDescription xmlns="{NAMESPACE}">{elements}'
        f'<CountDetails xmlns:d="{COUNTS_NAMESPACE}">{count_elements}</CountDetails>'
        "</QueueDescription></content></entry>"
    )


def _duration(length: int) -> str:
    return f"PT{length / 1000:g}S"


def _boolean(value: bool) -> str:  # noqa: FBT001 - it is the value, not a switch
    return str(value).lower()


def _xml(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="application/atom+xml")


def _error(status: int, detail: str) -> web.Response:
    text = f"<Error><Code>{status}</Code><Detail>{escape(detail)}</Detail></Error>"
    return web.Response(text=text, status=status, content_type="application/xml")
