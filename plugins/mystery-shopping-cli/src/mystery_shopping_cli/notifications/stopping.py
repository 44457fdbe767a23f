"""Asked to stop: what waits is cut short at once, what is being sent is finished first."""

from __future__ import annotations

import signal
from collections.abc import Callable
from threading import current_thread, main_thread
from types import FrameType, TracebackType
from typing import Any, Self

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Halt(KeyboardInterrupt):
    """The worker was asked to stop; drivers treat it as they do Ctrl-C."""


class Stopping:
    """Hears SIGTERM and SIGINT while it is entered; a second Ctrl-C no longer waits for anything.

    Only the main thread hears signals: in another one nothing is asked.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self._is_waiting = False
        self._before: dict[int, Any] = {}
        self._listeners: list[Callable[[], object]] = []

    def __enter__(self) -> Self:
        if current_thread() is main_thread():
            self._before = {number: signal.signal(number, self._ask) for number in _SIGNALS}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def wait(self, step: Callable[[], object]) -> None:
        """Carry out a step that waits, unless asked to stop; then it ends where it stands."""
        try:
            self._is_waiting = True
            # Looked at after the flag is up: a signal in between is never slept through.
            if not self.is_asked:
                step()
        except Halt:
            pass
        finally:
            self._is_waiting = False

    def tell(self, listener: Callable[[], object]) -> None:
        """Call `listener` as soon as it is asked to stop, at once if it has been."""
        self._listeners.append(listener)
        if self.is_asked:
            listener()

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.is_asked and number == signal.SIGINT:
            signal.default_int_handler(number, frame)
        self.is_asked = True
        for listener in self._listeners:
            listener()
        if self._is_waiting:
            self._is_waiting = False
            raise Halt
