"""What ends a run: Ctrl-C and its like, or a server that has ended; heard in this one place.

A ``KeyboardInterrupt`` can be lost: Python drops what is raised in a callback, such as a destructor's or a fork's.
So the request is kept, and raised again where somebody asks, or after a moment in which nobody did.

Only the standard library is imported here, so that a run hears signals before it imports anything else.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # SIGHUP: the terminal was closed
LOOK_SECONDS, UNHEARD_SECONDS = 0.25, 0.5


class Ending:
    """Whether the run is to end, and why."""

    def __init__(self) -> None:
        self.trouble: Exception | None = None  # None: a person has asked
        self._is_asked = self._is_due = self._is_heard = self._is_held = False
        self._unheard = 0.0

    def install(self) -> None:
        """Take the signals; call it in the main thread."""
        for number in SIGNALS:
            signal.signal(number, self._on_signal)

    def check(self) -> None:
        """Raise the KeyboardInterrupt that was asked for, if it has not arrived."""
        if self._is_asked and not self._is_heard:
            raise KeyboardInterrupt

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Raise nothing meanwhile, and what was asked for afterwards: a server that is being started must be noted."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        self.check()

    def begin(self) -> None:
        """Note that the run is being ended: from now on nothing is raised, or servers would be left behind."""
        self._is_heard = True

    def finish(self) -> None:
        """Ignore signals from now on: while Python ends, they would kill it before its last words are out."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    def watch(self, look: Callable[[], None]) -> None:
        """Look at the servers in a thread, and end the run when one has ended, whatever the main thread waits for.

        :param look: raises the trouble.
        """
        threading.Thread(target=self._watch, args=(look,), daemon=True, name="watch").start()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        is_new = self._is_due or not self._is_asked
        self._is_asked = True
        if is_new and not self._is_heard and not self._is_held:
            self._is_due = False
            raise KeyboardInterrupt

    def _watch(self, look: Callable[[], None]) -> None:
        pause = threading.Event()
        while not pause.wait(LOOK_SECONDS) and not self._is_heard:
            if not self._is_asked:
                try:
                    look()
                except Exception as trouble:  # noqa: BLE001 - it is said in the main thread
                    self.trouble = trouble
                    self._is_due = True
                    _interrupt_main_thread()
                    self._unheard = 0.0
            else:
                self._unheard += LOOK_SECONDS
                if self._unheard >= UNHEARD_SECONDS:
                    self._unheard, self._is_due = 0.0, True
                    _interrupt_main_thread()


def _interrupt_main_thread() -> None:
    main = threading.main_thread().ident
    if main is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGINT)
