"""Run the newest of many requests in the background; an older one gives up at its next `track`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

from nbhelpers.lab.progress import Stopped, reporting, seldom

THREADS = sys.platform != "emscripten"  # a browser's Python has none: there `ask` itself does the work


class Newest:
    """`ask(request)` runs `work(request)` in a thread; of requests that wait, only the newest is kept.

    `done(result)`, `failed(request, error)`, `stopped()` and `progress(share)` are called from that thread.
    """

    def __init__(self, work: Callable[[Any], Any], done, failed, stopped, progress):
        self._work, self._done, self._failed, self._stopped, self._progress = work, done, failed, stopped, progress
        self._lock = threading.Condition(threading.RLock())
        self._waiting: list = []
        self._stop = False
        self._thread: threading.Thread | None = None

    def ask(self, request: Any) -> None:
        with self._lock:
            self._waiting = [request]
            self._stop = False
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start() if THREADS else self._run()

    def stop(self) -> None:
        """Give up what runs and what waits."""
        with self._lock:
            self._waiting, self._stop = [], True

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until nothing runs or waits; False if that took longer than `timeout` seconds."""
        with self._lock:
            return self._lock.wait_for(lambda: self._thread is None, timeout)

    def _next(self) -> list:
        with self._lock:
            taken, self._waiting = self._waiting, []
            if not taken:
                if self._stop:
                    self._stopped()
                self._thread = None
                self._lock.notify_all()
            return taken

    def _run(self) -> None:
        while taken := self._next():
            try:
                with reporting(self._reporter()):
                    result = self._work(taken[0])
                self._done(result)
            except Stopped:
                continue
            except Exception as error:  # a lab may fail in any way; its reader is told, the next request still runs
                self._failed(taken[0], error)

    def _reporter(self) -> Callable[[float], None]:
        tell = seldom(self._progress)

        def report(share: float) -> None:
            if self._waiting or self._stop:
                raise Stopped
            tell(share)

        return report
