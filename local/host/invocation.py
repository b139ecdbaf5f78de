"""Call functions, and log the calls as the real host does."""

import asyncio
import inspect
import logging
import threading
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import perf_counter
from typing import Any

import azure.functions as func

from local.host.functions import IndexedFunction

THREADS = 32

logger = logging.getLogger("host")


class InvocationContext(func.Context):
    """The argument of a parameter named ``context``; this host neither traces nor retries."""

    def __init__(self, function: IndexedFunction) -> None:
        self._function_name = function.name
        self._invocation_id = str(uuid.uuid4())

    @property
    def invocation_id(self) -> str:
        """The id of this invocation."""
        return self._invocation_id

    @property
    def function_name(self) -> str:
        """The function's name."""
        return self._function_name

    @property
    def function_directory(self) -> str:
        """The app's folder."""
        return "."

    @property
    def thread_local_storage(self) -> type[threading.local]:
        """Not used by this host."""
        return threading.local

    @property
    def trace_context(self) -> Any:  # noqa: ANN401 - abstract in the library
        """None: this host does not trace."""
        return None

    @property
    def retry_context(self) -> Any:  # noqa: ANN401 - abstract in the library
        """None: this host does not retry."""
        return None


class Invoker:
    """Runs ``async`` functions on the event loop and other functions in threads, as the worker does."""

    def __init__(self, timeout: timedelta | None) -> None:
        self._timeout = timeout.total_seconds() if timeout else None
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="function")

    async def invoke(self, function: IndexedFunction, argument: object, reason: str) -> Any:  # noqa: ANN401
        """Call a function with its trigger's argument; return its result or raise its error."""
        context = InvocationContext(function)
        arguments = {function.trigger.name: argument}
        if "context" in inspect.signature(function.call).parameters:
            arguments["context"] = context
        label, started = f"'Functions.{function.name}'", perf_counter()
        logger.debug("Executing %s (Reason='%s', Id=%s)", label, reason, context.invocation_id)
        try:
            result = await asyncio.wait_for(self._call(function, arguments), self._timeout)
        except Exception:
            milliseconds = (perf_counter() - started) * 1000
            logger.exception("Executed %s (Failed, Id=%s, Duration=%.0fms)", label, context.invocation_id, milliseconds)
            raise
        milliseconds = (perf_counter() - started) * 1000
        logger.debug("Executed %s (Succeeded, Id=%s, Duration=%.0fms)", label, context.invocation_id, milliseconds)
        return result

    async def _call(self, function: IndexedFunction, arguments: Mapping[str, object]) -> Any:  # noqa: ANN401
        if inspect.iscoroutinefunction(function.call):
            return await function.call(**arguments)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function.call(**arguments))
