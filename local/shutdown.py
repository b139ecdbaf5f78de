"""Requests to end the run: a signal such as Ctrl-C, or a server that has ended.

A ``KeyboardInterrupt`` can be lost: Python drops exceptions raised in callbacks, such as a destructor's or a fork's.
So the request is kept, and raised again by ``check``, or after a moment in which nobody called it.

This module imports only the standard library, so that a run hears signals before it imports anything else.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # SIGHUP: the terminal was closed
CHECK_SECONDS, REPEAT_SECONDS = 0.25, 0.5


class Shutdown:
    """The decision that the run should end, and its reason.

    :ivar failure: the error of the server that has ended; None if a person asked.
    """

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self._is_requested = self._is_due = self._has_begun = self._is_deferred = False
        self._waited = 0.0

    def install_handlers(self) -> None:
        """Install the signal handlers; call this in the main thread."""
        for number in SIGNALS:
            signal.signal(number, self._on_signal)

    def check(self) -> None:
        """Raise ``KeyboardInterrupt`` if a shutdown was requested and has not begun."""
        if self._is_requested and not self._has_begun:
            raise KeyboardInterrupt

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Raise nothing inside the block, but at its end: a server that is being started must be recorded first."""
        self._is_deferred = True
        try:
            yield
        finally:
            self._is_deferred = False
        self.check()

    def begin(self) -> None:
        """Note that the shutdown has begun: raise nothing from now on, or servers would be left running."""
        self._has_begun = True

    def ignore_signals(self) -> None:
        """Ignore signals while Python exits: they would kill it before its last output is written."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    def watch(self, check_servers: Callable[[], None]) -> None:
        """Check the servers in a thread, and interrupt the main thread when one has ended.

        :param check_servers: raises if a server has ended.
        """
        threading.Thread(target=self._watch, args=(check_servers,), daemon=True, name="watch").start()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        is_new = self._is_due or not self._is_requested
        self._is_requested = True
        if is_new and not self._has_begun and not self._is_deferred:
            self._is_due = False
            raise KeyboardInterrupt

    def _watch(self, check_servers: Callable[[], None]) -> None:
        pause = threading.Event()
        while not pause.wait(CHECK_SECONDS) and not self._has_begun:
            if not self._is_requested:
                try:
                    check_servers()
                except Exception as failure:  # noqa: BLE001 - the main thread reports it
                    self.failure = failure
                    self._is_due = True
                    _interrupt_main_thread()
                    self._waited = 0.0
            else:
                self._waited += CHECK_SECONDS
                if self._waited >= REPEAT_SECONDS:
                    self._waited, self._is_due = 0.0, True
                    _interrupt_main_thread()


def _interrupt_main_thread() -> None:
    main = threading.main_thread().ident
    if main is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGINT)
