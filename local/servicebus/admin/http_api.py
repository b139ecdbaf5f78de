"""The management API over HTTP, as far as administration clients need it for queues."""

from http import HTTPStatus
from xml.sax.saxutils import escape

from aiohttp import web

from ..config import ConfigError
from ..errors import ServiceBusError
from ..queues.broker import Broker
from .atom_writer import EMPTY_FEED, entry, feed, namespace
from .description_reader import read_properties

PAGE = 100
QUEUES = "$resources/queues"  # in lower case: .NET, Python and Node each write it differently


def make_app(broker: Broker) -> web.Application:
    """Return the HTTP application."""
    admin = Admin(broker)
    app = web.Application()
    app.router.add_get("/$servicebus/websocket", refuse_websocket)
    app.router.add_get("/$namespaceinfo", admin.get_namespace)
    app.router.add_get("/{name:.+}", admin.get)
    app.router.add_put("/{name:.+}", admin.put_queue)
    app.router.add_delete("/{name:.+}", admin.delete_queue)
    return app


async def refuse_websocket(_: web.Request) -> web.Response:
    """Answer 404: the stand-in has no AMQP over WebSockets."""
    return _error(HTTPStatus.NOT_FOUND, "The stand-in does not have AMQP over WebSockets; use AMQP over TCP.")


class Admin:
    """Answers requests about a broker's queues."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    async def get_namespace(self, request: web.Request) -> web.Response:
        """Describe the namespace."""
        return _xml(namespace(_base(request)))

    async def get(self, request: web.Request) -> web.Response:
        """Describe a queue, or a page of all queues; as on the real service, a missing queue gives an empty feed."""
        name = request.match_info["name"].lower()
        if name == QUEUES:
            skip, top = (_number(request.query.get(key), default) for key, default in (("$skip", 0), ("$top", PAGE)))
            return _xml(feed(list(self._broker.queues.values())[skip : skip + top], _base(request)))
        queue = self._broker.queues.get(name)
        return _xml(entry(queue, _base(request)) if queue else EMPTY_FEED)

    async def put_queue(self, request: web.Request) -> web.Response:
        """Create a queue or, with an If-Match header, change it."""
        name, is_update = request.match_info["name"], "If-Match" in request.headers
        queue = self._broker.queues.get(name.lower())
        if queue is None and is_update:
            return _error(HTTPStatus.NOT_FOUND, f"There is no queue {name!r}.")
        if queue and not is_update:
            return _error(HTTPStatus.CONFLICT, f"The queue {name!r} exists already.")
        try:
            properties = read_properties(name, await request.text())
            if queue:
                self._broker.update(queue, properties)
            else:
                queue = self._broker.create(properties)
        except (ConfigError, ServiceBusError) as error:
            return _error(HTTPStatus.BAD_REQUEST, str(error))
        self._broker.store.commit()
        return _xml(entry(queue, _base(request)), HTTPStatus.OK if is_update else HTTPStatus.CREATED)

    async def delete_queue(self, request: web.Request) -> web.Response:
        """Delete a queue with all its messages."""
        name = request.match_info["name"]
        if name.lower() not in self._broker.queues:
            return _error(HTTPStatus.NOT_FOUND, f"There is no queue {name!r}.")
        self._broker.delete(name)
        self._broker.store.commit()
        return web.Response()


def _base(request: web.Request) -> str:
    return str(request.url.origin())


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default


def _xml(text: str, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    return web.Response(text=text, status=status, content_type="application/atom+xml")


def _error(status: HTTPStatus, detail: str) -> web.Response:
    text = f"<Error><Code>{status.value}</Code><Detail>{escape(detail)}</Detail></Error>"
    return web.Response(text=text, status=status, content_type="application/xml")
