"""A slow line for measurements: all answers of a server share its bytes a second, and each waits for its latency.

The browser's own switch for a slow line leaves out what workers fetch, and JupyterLite's Python is fetched by one.
"""

import threading
import time

from tools.server import Handler, served

RATE, LATENCY = 1.6e6 / 8, 0.15  # slow 4G: bytes a second, seconds
CHUNK = 16384


class Line:
    """`with Line(folder) as address:`; counts `bytes` of bodies, is slow until `slow` is False, dead if `cut`."""

    def __init__(self, folder):
        self.folder, self.bytes, self.slow, self.cut = folder, 0, True, False
        self.lock, self.free = threading.Lock(), 0.0

    def __enter__(self):
        self.opened = served(self.folder, handler=type("SlowHandler", (SlowHandler,), {"line": self}))
        return self.opened.__enter__()

    def __exit__(self, *error):
        self.opened.__exit__(*error)

    def carry(self, size):
        """Wait until that many bytes have gone through."""
        with self.lock:
            self.bytes += size
            self.free = max(self.free, time.monotonic()) + size / RATE
            until = self.free
        if self.slow:
            time.sleep(max(0.0, until - time.monotonic()))


class SlowHandler(Handler):
    """Sends over its class's line."""

    line: Line

    def do_GET(self):
        if self.line.cut:
            self.close_connection = True
            return
        if self.line.slow:
            time.sleep(LATENCY)
        super().do_GET()

    def copyfile(self, source, outputfile):
        while chunk := source.read(CHUNK):
            self.line.carry(len(chunk))
            outputfile.write(chunk)
