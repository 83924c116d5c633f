"""The server of the built book: ports, types, compression, and nothing outside its folder."""

import gzip
import http.client
import socket
from contextlib import closing

import pytest

from tools.console import Failure
from tools.server import open_server, served

PAGE = "<!doctype html><title>η</title>" + "a line of text\n" * 100
FILES = {
    "index.html": PAGE,
    "a.js": "export {}\n" * 50,
    "a.mjs": "export {}\n",
    "a.json": "{}",
    "a.css": "a {}",
    "a.svg": "<svg/>",
    "a.wasm": "\0asm",
    "a.woff2": "wOF2",
    "a.png": "not really a picture\n" * 50,
    "book/index.html": "chapters",
    "book/hopfield.html": "settles",
}


@pytest.fixture
def folder(tmp_path):
    site = tmp_path / "site"
    for name, text in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not for the world")
    (site / "empty").mkdir()
    return site


def ask(url, path, method="GET", **headers):
    """Status, headers and body of one answer, with the path sent as it is written."""
    connection = http.client.HTTPConnection(url.split("/")[2], timeout=10)
    with closing(connection):
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        with connection.getresponse() as answer:
            return answer.status, answer.headers, answer.read()


@pytest.fixture
def url(folder):
    with served(folder) as address:
        yield address


@pytest.mark.parametrize(
    "path, kind",
    {
        "/": "text/html; charset=utf-8",
        "/a.js": "text/javascript; charset=utf-8",
        "/a.mjs": "text/javascript; charset=utf-8",
        "/a.json": "application/json",
        "/a.css": "text/css; charset=utf-8",
        "/a.svg": "image/svg+xml",
        "/a.wasm": "application/wasm",
        "/a.woff2": "font/woff2",
        "/a.png": "image/png",
    }.items(),
)
def test_type_of_a_file(url, path, kind):
    status, headers, _ = ask(url, path)
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, kind, "no-cache")


@pytest.mark.parametrize("path", ["/index.html", "/a.js", "/a.wasm"])
def test_text_is_compressed_where_the_browser_can_read_it(url, folder, path):
    _, plain_headers, plain = ask(url, path)
    _, zipped_headers, zipped = ask(url, path, Accept_Encoding="gzip, br")
    assert plain_headers["Content-Encoding"] is None and zipped_headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped) == plain == (folder / path[1:]).read_bytes()
    assert zipped_headers["Content-Length"] == str(len(zipped))


def test_pictures_are_sent_as_they_are(url, folder):
    _, headers, body = ask(url, "/a.png", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] is None and body == (folder / "a.png").read_bytes()


def test_a_changed_file_is_served_changed(url, folder):
    ask(url, "/a.js", Accept_Encoding="gzip")
    (folder / "a.js").write_text("changed")
    assert gzip.decompress(ask(url, "/a.js", Accept_Encoding="gzip")[2]) == b"changed"


def test_an_unchanged_file_is_not_sent_twice(url):
    _, headers, _ = ask(url, "/")
    assert ask(url, "/", If_Modified_Since=headers["Last-Modified"])[0] == 304
    assert ask(url, "/", If_Modified_Since="not a date")[0] == 200


def test_head_has_headers_only(url):
    status, headers, body = ask(url, "/", method="HEAD")
    assert status == 200 and int(headers["Content-Length"]) == len(PAGE.encode()) and body == b""


@pytest.mark.parametrize(
    "path",
    ["/nothing.html", "/empty/", "/a.js/", "/../secret.txt", "/%2e%2e/secret.txt", "/book/../../secret.txt"],
)
def test_what_is_not_in_the_folder_is_not_found(url, path):
    status, _, body = ask(url, path)
    assert status == 404 and b"world" not in body


def test_a_folder_is_its_index(url):
    status, headers, _ = ask(url, "/book?page=1")
    assert (status, headers["Location"]) == (301, "/book/?page=1")
    assert ask(url, "/book/")[2] == b"chapters"


def test_a_site_below_a_path(folder):
    with served(folder, prefix="/books/motion") as address:
        assert address.endswith("/books/motion/")
        assert ask(address, "/books/motion/book/hopfield.html")[2] == b"settles"
        assert ask(address, "/books/motion")[1]["Location"] == "/books/motion/"
        assert ask(address, "/book/hopfield.html")[0] == 404
        assert ask(address, "/books/motionless/index.html")[0] == 404


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_where_the_port_is_taken_the_next_free_one_is_used(folder, taken_port):
    with open_server(folder, taken_port) as server:
        assert taken_port < server.server_port < taken_port + 20
        assert server.url == f"http://127.0.0.1:{server.server_port}/"


def test_no_free_port_is_said(folder, taken_port):
    with pytest.raises(Failure, match=f"no free port from {taken_port} to {taken_port}"):
        open_server(folder, taken_port, tries=1)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_is_none_is_refused(folder, port):
    with pytest.raises(Failure, match=f"port is {port}; it must be from 0 to 65535"):
        open_server(folder, port)
