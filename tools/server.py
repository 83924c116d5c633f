"""The built book on 127.0.0.1, as a public host serves it: right types, text compressed, nothing cached."""

import contextlib
import email.utils
import errno
import gzip
import io
import os
import sys
import threading
import urllib.parse
from functools import lru_cache
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools.console import Failure

HOST = "127.0.0.1"
PORT = 8000
PORTS_TRIED = 20
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ipynb": "application/json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
}
COMPRESSED = ("text/", "application/json", "application/wasm", "image/svg+xml")


@lru_cache(maxsize=64)
def compressed(path, modified, size):
    """The bytes of `path`, gzipped; kept for as long as the file is the same."""
    return gzip.compress(Path(path).read_bytes(), compresslevel=6)


class Handler(SimpleHTTPRequestHandler):
    """Serves `directory` under the path `prefix` ("" or e.g. "/books/motion"), without a word."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES
    timeout = 60

    def __init__(self, *arguments, prefix="", headers=None, **options):
        self.prefix, self.more_headers = prefix, headers or {}
        super().__init__(*arguments, **options)

    def log_message(self, *arguments):
        pass

    def list_directory(self, path):
        self.send_error(HTTPStatus.NOT_FOUND, "File not found")

    def translate_path(self, path):
        return super().translate_path(path.removeprefix(self.prefix) if self.prefix else path)

    def redirect_to_folder(self):
        parts = urllib.parse.urlsplit(self.path)
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", urllib.parse.urlunsplit(("", "", parts.path + "/", parts.query, "")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def file_asked_for(self):
        """The file of the request's path, index.html for a folder; None after an answer of another kind."""
        asked = urllib.parse.urlsplit(self.path).path
        path = Path(self.translate_path(asked))
        if path.is_dir() and not asked.endswith("/"):
            self.redirect_to_folder()
            return None
        if path.is_dir():
            path = path / "index.html"
        elif asked.endswith("/"):
            path = path / "nothing"
        if not (asked + "/").startswith(self.prefix + "/") or not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND, "File not found")
            return None
        return path

    def unchanged_since(self, modified):
        """True if the browser says that it has the file as of `modified`."""
        try:
            since = email.utils.parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:  # none said, or no date
            return False
        return int(modified) <= since.timestamp()

    def send_head(self):
        """Answer with headers; the body as a file-like object, or None."""
        path = self.file_asked_for()
        if path is None:
            return None
        status = path.stat()
        if self.unchanged_since(status.st_mtime):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            return None
        kind = self.guess_type(str(path))
        zipped = kind.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = compressed(str(path), status.st_mtime_ns, status.st_size) if zipped else path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", self.date_time_string(status.st_mtime))
        if kind.startswith(COMPRESSED):
            self.send_header("Vary", "Accept-Encoding")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")
        for name, value in self.more_headers.items():
            self.send_header(name, value)
        super().end_headers()


class Server(ThreadingHTTPServer):
    """A server of one folder; a browser that goes away in the middle of an answer is no error."""

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = os.name != "nt"  # on Windows it would share a port that is taken

    def __init__(self, port, folder, prefix="", headers=None, handler=Handler):
        self.folder, self.prefix, self.headers, self.handler = str(folder), prefix.rstrip("/"), headers, handler
        super().__init__((HOST, port), Handler)

    def finish_request(self, request, client_address):
        self.handler(request, client_address, self, directory=self.folder, prefix=self.prefix, headers=self.headers)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self):
        return f"http://{HOST}:{self.server_port}{self.prefix}/"


def open_server(folder, port=PORT, prefix="", tries=PORTS_TRIED, headers=None, handler=Handler):
    """A server of `folder` on `port`, or on the next free one of `tries`; 0 is any free port.

    `headers` are sent with every answer beside the usual ones; `handler` is the class that answers.

    Raises Failure for a port that is none, may not be used, or where none of them is free.
    """
    if not 0 <= port <= 65535:
        raise Failure(f"port is {port}; it must be from 0 to 65535")
    last = min(port + tries - 1, 65535)
    for candidate in range(port, last + 1):
        try:
            return Server(candidate, folder, prefix, headers, handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise Failure(f"no free port from {port} to {last}; choose another: make serve PORT=9000")


@contextlib.contextmanager
def served(folder, port=0, prefix="", headers=None, handler=Handler):
    """The address of `folder`, served in a thread as long as the block runs."""
    server = open_server(folder, port, prefix, headers=headers, handler=handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
