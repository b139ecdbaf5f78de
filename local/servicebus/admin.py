"""The management API over HTTP, as far as ``ServiceBusAdministrationClient`` needs it for queues."""

from xml.sax.saxutils import escape

from aiohttp import web

from .broker import Broker
from .config import ConfigError
from .description import EMPTY_FEED, entry, feed, namespace, read_properties

PAGE = 100


def make_app(broker: Broker) -> web.Application:
    """Return the HTTP application."""
    admin = Admin(broker)
    app = web.Application()
    for spelling in ("/$Resources/queues", "/$resources/queues"):
        app.router.add_get(spelling, admin.list_queues)
    app.router.add_get("/$namespaceinfo", admin.get_namespace)
    app.router.add_get("/{name:.+}", admin.get_queue)
    app.router.add_put("/{name:.+}", admin.put_queue)
    app.router.add_delete("/{name:.+}", admin.delete_queue)
    return app


class Admin:
    """Answers requests about a broker's queues."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    async def get_namespace(self, _: web.Request) -> web.Response:
        """Describe the namespace."""
        return _xml(namespace())

    async def list_queues(self, request: web.Request) -> web.Response:
        """Describe the queues, a page at a time."""
        skip, top = (_number(request.query.get(key), default) for key, default in (("$skip", 0), ("$top", PAGE)))
        return _xml(feed(list(self._broker.queues.values())[skip : skip + top]))

    async def get_queue(self, request: web.Request) -> web.Response:
        """Describe a queue; for a missing one the real service, too, answers 200 with an empty feed."""
        queue = self._broker.queues.get(request.match_info["name"].lower())
        return _xml(entry(queue) if queue else EMPTY_FEED)

    async def put_queue(self, request: web.Request) -> web.Response:
        """Create a queue or, with an If-Match header, change it."""
        name, is_update = request.match_info["name"], "If-Match" in request.headers
        try:
            properties = read_properties(name, await request.text())
        except ConfigError as error:
            return _error(400, str(error))
        queue = self._broker.queues.get(name.lower())
        if queue is None and is_update:
            return _error(404, f"There is no queue {name!r}.")
        if queue and not is_update:
            return _error(409, f"The queue {name!r} exists already.")
        if queue:
            queue.update(properties)
        else:
            queue = self._broker.create(properties)
        self._broker.store.commit()
        return _xml(entry(queue), status=200 if is_update else 201)

    async def delete_queue(self, request: web.Request) -> web.Response:
        """Delete a queue with all its messages."""
        name = request.match_info["name"]
        if name.lower() not in self._broker.queues:
            return _error(404, f"There is no queue {name!r}.")
        self._broker.delete(name)
        self._broker.store.commit()
        return web.Response()


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default


def _xml(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="application/atom+xml")


def _error(status: int, detail: str) -> web.Response:
    text = f"<Error><Code>{status}</Code><Detail>{escape(detail)}</Detail></Error>"
    return web.Response(text=text, status=status, content_type="application/xml")
