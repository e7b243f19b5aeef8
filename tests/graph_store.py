"""A server of the SPARQL 1.1 Graph Store HTTP Protocol on loopback, strict, which misbehaves as told."""

import gzip
import threading
import zlib
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

NTRIPLES = "application/n-triples"
RESULTS = "application/sparql-results+json"
WRITES = ("PUT", "POST", "DELETE")


class Asked(NamedTuple):
    """A request that came."""

    method: str
    path: str
    query: str
    headers: dict
    size: int


class GraphStore:
    """Graphs, and what happened to them. `faults` are done to the next requests that write, one after the other:

    a status, with the text of `words`; "cut" before anything is read; "half", which keeps half of a body and closes;
    "mute", which does all that is asked and closes without a word; "lie", which keeps half of a body and says yes.
    """

    def __init__(self):
        self.store = ox.Store()
        self.asked = []
        self.faults = []
        self.headers = ()
        self.words = b"not now"
        self.takes_gzip = True
        self.answers_queries = True
        self.largest = None
        self.guard = lambda _: None
        """Returns the headers of a 401, or nothing where a request may pass."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"owner": self}))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def graphs(self):
        """Return how many triples each graph has."""
        return {
            name.value: sum(1 for _ in self.store.quads_for_pattern(None, None, None, name))
            for name in sorted(self.store.named_graphs(), key=str)
        }

    def lines(self):
        """Return all quads as sorted lines."""
        return sorted(f"{quad} .\n" for quad in self.store)

    def writes(self):
        """Return the methods and the graphs of the requests that wanted to write."""
        return [(one.method, one.query) for one in self.asked if one.method in WRITES]

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner = None

    def _serve(self):
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):
            self._answer()

    do_GET = do_PUT = do_POST = do_DELETE = _serve  # noqa: N815  the names that http.server calls

    def _answer(self):
        owner, parts = self.owner, urlsplit(self.path)
        length = int(self.headers.get("Content-Length", "0"))
        asked = Asked(
            self.command, parts.path, parts.query, {name.lower(): value for name, value in self.headers.items()}, length
        )
        fault = owner.faults.pop(0) if owner.faults and self.command in WRITES else ""
        if fault == "cut":
            owner.asked.append(asked)
            return
        body = self.rfile.read(length)
        owner.asked.append(asked)
        if len(body) != length:
            return
        if isinstance(fault, int):
            self._send(fault, owner.words, owner.headers)
        elif challenge := owner.guard(asked):
            self._send(401, b"", challenge)
        elif parts.path == "/query" and owner.answers_queries:
            self._query(parse_qs(parts.query)["query"][0])
        elif parts.path != "/store":
            self._send(404)
        else:
            self._graph(parse_qs(parts.query, strict_parsing=True)["graph"][0], body, fault)

    def _query(self, text):
        found = self.owner.store.query(text)
        self._send(200, found.serialize(format=ox.QueryResultsFormat.JSON), (("Content-Type", RESULTS),))

    def _graph(self, iri, body, fault):
        store, name = self.owner.store, ox.NamedNode(iri)
        exists = store.contains_named_graph(name)
        if self.command in ("GET", "DELETE") and not exists:
            self._send(404)
        elif self.command == "GET":
            data = b"".join(f"{quad.triple} .\n".encode() for quad in store.quads_for_pattern(None, None, None, name))
            self._send(200, data, (("Content-Type", NTRIPLES),))
        elif self.command == "DELETE":
            store.remove_graph(name)
            self._send(204)
        else:
            self._write(name, body, fault, exists=exists)

    def _write(self, name, body, fault, *, exists):
        owner = self.owner
        if owner.largest is not None and len(body) > owner.largest:
            self._send(413)
            return
        if self.headers.get("Content-Encoding", "") and not owner.takes_gzip:
            self._send(415)
            return
        try:
            triples = self._triples(body)
        except (SyntaxError, ValueError, OSError, zlib.error, EOFError) as error:
            self._send(400, str(error).encode())
            return
        if self.command == "PUT":
            owner.store.clear_graph(name)
            owner.store.add_graph(name)
        kept = triples[: len(triples) // 2] if fault in ("half", "lie") else triples
        owner.store.extend(ox.Quad(*triple, name) for triple in kept)
        if fault not in ("half", "mute"):
            self._send(204 if exists else 201)

    def _triples(self, body):
        if self.headers["Content-Type"] != NTRIPLES:
            raise ValueError("no N-Triples")
        if self.headers.get("Content-Encoding", "") == "gzip":
            body = gzip.decompress(body)
        return [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]

    def _send(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def running():
    """Give a server that runs."""
    server = GraphStore()
    try:
        yield server
    finally:
        server.close()
