"""`kg serve` as a process of its own, and requests to it."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

PATIENCE = 60
QUERY = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Answer(NamedTuple):
    """What a server says."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def values(self):
        """Return the rows of an answer in JSON, as values in the order of its variables."""
        document = json.loads(self.body)
        names = document["head"]["vars"]
        return [tuple(row[name]["value"] if name in row else None for name in names) for row in
                document["results"]["bindings"]]  # fmt: skip


class Server(NamedTuple):
    """A server that runs."""

    process: subprocess.Popen
    url: str
    log: Path

    @property
    def address(self):
        parts = urlsplit(self.url)
        return parts.hostname, parts.port

    def request(self, path, *, method="GET", body=None, timeout=PATIENCE, **headers):
        """Send a request; `content_type="text/csv"` is a header."""
        connection = http.client.HTTPConnection(*self.address, timeout=timeout)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def ask(self, text, **headers):
        """Send a query as the body of a POST."""
        return self.request("/sparql", method="POST", body=text.encode(), **{**headers, **_content(QUERY)})

    def get(self, text, **headers):
        """Send a query in an address."""
        return self.request(f"/sparql?query={quote(text)}", **headers)

    def health(self):
        return json.loads(self.request("/health").body)

    def workers(self):
        """Return the processes that evaluate queries."""
        return children(*children(self.process.pid))

    def requests(self):
        """Return the lines of the log that are about requests."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if "path" in line]

    def end(self, number=signal.SIGTERM):
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def served(folder, log, *options):
    """Start a server and end it."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    with log.open("wb") as words:
        process = subprocess.Popen(command, stderr=words, stdout=subprocess.DEVNULL)
    try:
        eventually(lambda: process.poll() is not None or "Serving " in log.read_text(), "the server starts")
        found = re.search(r"http://[0-9.]+:[0-9]+", log.read_text())
        assert found, log.read_text()
        yield Server(process, found[0], log)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def eventually(condition, what):
    """Wait until a condition holds, and return what it returned."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError(f"never: {what}")


def children(*parents):
    """Return the processes whose parent is one of these."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = status.read_text().rpartition(") ")[2].split()
        except OSError:  # it has ended
            continue
        if rest[0] != "Z" and int(rest[1]) in parents:
            found.append(int(status.parent.name))
    return sorted(found)


def is_alive(process):
    """Tell whether a process runs."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


class Listener:
    """A port of this machine that tells whether anybody came."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def was_reached(self):
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self):
        self._socket.close()


def _content(headers):
    return {name.replace("-", "_").lower(): value for name, value in headers.items()}
