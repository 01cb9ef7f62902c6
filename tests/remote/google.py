"""A server with the part of Google's XML interface that the shared cache uses: objects, conditions, lists."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

_MODIFIED = "Sat, 21 Nov 2026 10:00:00 GMT"


class Objects:
    """What lies in the only bucket. Conditions are decided under a lock, as Google does."""

    def __init__(self, bucket: str) -> None:
        self.bucket = bucket
        self._found: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def put(self, name: str, content: bytes, *, only_new: bool) -> bool:
        with self._lock:
            if only_new and name in self._found:
                return False
            self._found[name] = content
            return True

    def get(self, name: str) -> bytes | None:
        return self._found.get(name)

    def remove(self, name: str) -> bool:
        with self._lock:
            return self._found.pop(name, None) is not None

    def listed(self, prefix: str) -> bytes:
        root = ElementTree.Element("ListBucketResult")
        for name, content in sorted(self._found.items()):
            if name.startswith(prefix):
                entry = ElementTree.SubElement(root, "Contents")
                fields = {"Key": name, "LastModified": "2026-11-21T10:00:00Z", "ETag": tag(content)}
                for field, text in {**fields, "Size": str(len(content))}.items():
                    ElementTree.SubElement(entry, field).text = text
        return ElementTree.tostring(root)


def tag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


@contextmanager
def google(objects: Objects) -> Iterator[str]:
    """The address of the server while it runs."""

    class Google(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            name, body = self._name(), self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if name is None:
                return self._answer(404)
            only_new = self.headers.get("x-goog-if-generation-match") == "0"
            return self._answer(200 if objects.put(name, body, only_new=only_new) else 412, tagged=body)

        def do_GET(self) -> None:
            name, query = self._name(), parse_qs(urlsplit(self.path).query)
            if name == "":
                return self._answer(200, objects.listed(query.get("prefix", [""])[0]))
            found = None if name is None else objects.get(name)
            return self._answer(404) if found is None else self._answer(200, found, tagged=found)

        do_HEAD = do_GET

        def do_DELETE(self) -> None:
            self._answer(204 if objects.remove(self._name() or "") else 404)

        def _name(self) -> str | None:
            """The object of a request, "" for the bucket itself; None where the bucket is another one."""
            bucket, _, name = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
            return name if bucket == objects.bucket else None

        def _answer(self, status: int, body: bytes = b"", *, tagged: bytes = b"") -> None:
            self.send_response(status)
            headers = {"ETag": tag(tagged), "Last-Modified": _MODIFIED, "Content-Length": str(len(body))}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Tests say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Google)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    listening.server_close()
    thread.join()
