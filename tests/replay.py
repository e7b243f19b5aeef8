"""A server on loopback that replays what services say, and misbehaves as told; a clock that only counts."""

import gzip
import json
import random
import socket
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

START = 1_795_219_200.0  # 2026-11-21, a Saturday, at midnight in UTC


class FakeClock:
    """A clock that nobody waits for: sleeping moves it, and what was slept is written down."""

    def __init__(self, now=START):
        self.time = now
        self.slept = []

    def now(self):
        return self.time

    def monotonic(self):
        return self.time

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds

    def advance(self, seconds):
        self.time += seconds


class Request(NamedTuple):
    """What a server was asked, and when by the fake clock."""

    path: str
    query: dict
    headers: dict
    at: float


class Reply(NamedTuple):
    """What a server answers; `raw` is sent as it is, and then the connection is closed."""

    body: bytes = b""
    status: int = 200
    headers: tuple = ()
    type: str = "application/json"
    raw: tuple = ()


class Replay:
    """A server: `answers` are given one after the other, the last one again and again; or a function makes them."""

    def __init__(self, clock, context=None):
        self.clock = clock
        self.requests = []
        self.answers = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"replay": self}))
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # a client that goes away in the middle of a handshake
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"

    def script(self, *answers):
        self.answers = list(answers)
        self.requests = []

    def answer(self, request):
        self.requests.append(request)
        first = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        return first(request) if callable(first) else first

    @property
    def paths(self):
        return [request.path for request in self.requests]

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    replay = None

    def do_GET(self):
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.replay.answer(Request(parts.path, query, headers, self.replay.clock.now()))
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):  # the client had enough
            self._send(reply)

    def _send(self, reply):
        if reply.raw:
            for part in reply.raw:
                if callable(part):
                    part()
                else:
                    self.wfile.write(part)
                    self.wfile.flush()
            self.connection.shutdown(socket.SHUT_WR)
            return
        self.send_response(reply.status)
        given = {name.lower() for name, _ in reply.headers}
        for name, value in reply.headers:
            self.send_header(name, value)
        if "content-length" not in given:
            self.send_header("Content-Length", str(len(reply.body)))
        if reply.type and "content-type" not in given:
            self.send_header("Content-Type", reply.type)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_):
        pass


@contextmanager
def replaying(clock=None, *, context=None):
    """Give a server that runs, over TLS where it is given a context."""
    server = Replay(clock or FakeClock(), context)
    try:
        yield server
    finally:
        server.close()


def as_json(value, *, status=200, headers=()):
    """Answer with JSON."""
    return Reply(json.dumps(value).encode(), status, headers)


def status(number, *headers, body=b""):
    """Answer with a status."""
    return Reply(body, number, headers, "text/plain")


def redirect(location, number=302):
    """Answer with a redirect."""
    return Reply(b"", number, (("Location", location),), "text/plain")


def packed(data, **how):
    """Answer with a body in gzip."""
    return Reply(gzip.compress(data), headers=(("Content-Encoding", "gzip"),), **how)


def head(*lines, length=None):
    """Return the head of an answer as it is on the wire."""
    sizes = [f"Content-Length: {length}"] if length is not None else []
    return "\r\n".join(["HTTP/1.1 200 OK", *lines, *sizes, "", ""]).encode()


def daily(known, title="Moss grows on Ferns", **paper):
    """Make a record of Daily Papers."""
    return {
        "paper": {
            "id": known,
            "title": title,
            "summary": f"We present {title}.\nIt is green.",
            "authors": [{"_id": "65a", "name": "Ada Moore", "hidden": False}],
            "publishedAt": "2026-11-18T00:00:00.000Z",
            "submittedOnDailyAt": "2026-11-20T02:10:00.000Z",
            "upvotes": 12,
            "githubRepo": "https://github.com/moss/fern",
            **paper,
        },
        "publishedAt": "2026-11-18T00:00:00.000Z",
        "title": title,
        "summary": f"We present {title}.\nIt is green.",
        "numComments": 2,
    }


def work(number, title="Ferns in the Shade", **fields):
    """Make a work of OpenAlex."""
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.1000/fern.{number}",
        "title": title,
        "display_name": title,
        "publication_date": "2026-11-02",
        "publication_year": 2026,
        "authorships": [{"author": {"id": "https://openalex.org/A1", "display_name": "Bo Lind"}}],
        "abstract_inverted_index": {"We": [0], "grow": [1], "Fern.": [2]},
        "primary_location": {"source": {"display_name": "Journal of Moss"}},
        "is_retracted": False,
        **fields,
    }


def works(*found, count=None, cursor=None):
    """Answer with works."""
    meta = {"count": len(found) if count is None else count, "per_page": 100, "next_cursor": cursor}
    return as_json({"meta": meta, "results": list(found)})


def entry(known="2611.00001v1", title="Moss\n  and Fern", comment="", **fields):
    """Make an entry of arXiv's Atom feeds."""
    more = f"<arxiv:comment>{comment}</arxiv:comment>" if comment else ""
    more += "".join(f"<arxiv:{name}>{value}</arxiv:{name}>" for name, value in fields.items())
    return (
        f"<entry><id>http://arxiv.org/abs/{known}</id><updated>2026-11-19T09:00:00Z</updated>"
        f"<published>2026-11-18T17:59:59Z</published><title>{title}</title>"
        f"<summary>  We grow {title} in\nthe shade.\n</summary><author><name>Ada Moore</name></author>"
        f"<author><name>Bo Lind</name></author>{more}"
        '<arxiv:primary_category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>'
        '<category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/><category term="cs.CL"/></entry>'
    )


def feed(*entries, total=None):
    """Answer with a feed of arXiv."""
    count = len(entries) if total is None else total
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<title>arXiv Query</title><opensearch:totalResults>{count}</opensearch:totalResults>{''.join(entries)}</feed>"
    )
    return Reply(text.encode(), type="application/atom+xml; charset=utf-8")


def error_feed(message, **how):
    """Answer with the feed that arXiv has for errors."""
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        "<opensearch:totalResults>1</opensearch:totalResults><entry>"
        f"<id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>{message}</summary></entry></feed>"
    )
    return Reply(text.encode(), type="application/atom+xml", **how)


def seeded():
    """Return a source of chance that always says the same."""
    return random.Random(7).random  # noqa: S311  nothing secret hangs on it
