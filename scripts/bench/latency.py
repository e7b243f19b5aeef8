"""Measure what lies between a question and its answer: a process from start to end, and a server."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from server import serving

from bench.answers import COMPETENCY
from bench.builds import kept_store
from bench.cost import Spent, alone
from bench.figures import Figure, Setting, milliseconds
from kg.query import named

_ACCEPT = {"json": "application/sparql-results+json", "nt": "application/n-triples"}
_TYPED = ("descendants", "datasets-of-method", "used-together")
_ROUNDS = 30
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Overhead:
    """What an answer takes through HTTP and without it, in seconds on the clock, the middle of many."""

    http: float
    in_process: float
    same: bool
    """Whether both give the same answer."""

    @property
    def added(self) -> float:
        """Return the difference."""
        return self.http - self.in_process


def command_line(setting: Setting) -> Iterator[Figure]:
    """Measure `kg query` as a user meets it."""
    told = partial(Figure, "command", setting.triples)
    version = command(["--version"], runs=setting.runs)
    yield told("kg --version, on the clock", milliseconds(version.wall), numbers={"wall": version.wall})
    for name in _TYPED:
        spent = command(["query", "--name", name, "--dir", str(setting.folder)], runs=setting.runs)
        value = f"{milliseconds(spent.wall)}, {milliseconds(spent.cpu)} CPU"
        yield told(f"kg query --name {name}, on the clock", value, numbers={"wall": spent.wall, "cpu": spent.cpu})


def endpoint(setting: Setting) -> Iterator[Figure]:
    """Measure what the server adds to an answer."""
    told = partial(Figure, "endpoint", setting.triples)
    found = alone(overheads, setting.folder)
    for name, one in found.items():
        value = f"{milliseconds(one.added)} more than {milliseconds(one.in_process)}"
        numbers = {"http": one.http, "in process": one.in_process}
        yield told(f"{name} by HTTP, on the clock", value, "the same answer", one.same, numbers)
    added = sorted(one.added for one in found.values())
    value = f"{milliseconds(median(added))}, at most {milliseconds(added[-1])}"
    yield told("what HTTP adds, the middle of the twelve", value, "3 ms", median(added) <= 0.003)


def command(arguments: Sequence[str], *, runs: int) -> Spent:
    """Return the least that `kg` with some arguments takes, from the start of its process to the end."""
    least = Spent(float("inf"), float("inf"))
    for _ in range(runs):
        before, start = _children(), time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg", *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  the command is ours
        least = Spent(min(least.cpu, _children() - before), min(least.wall, time.perf_counter() - start))
    return least


def overheads(folder: Path) -> dict[str, Overhead]:
    """Return what a server adds to each of the twelve questions; both answer from the kept store, in turns."""
    from kg.query.job import Job, evaluate

    graph = kept_store(folder)
    found = {}
    with serving(folder) as url, closing(HTTPConnection(urlsplit(url).netloc, timeout=_PATIENCE)) as connection:
        for name in COMPETENCY.values():
            text = named.standalone(named.find(name))
            format = "nt" if "CONSTRUCT" in text else "json"
            job = Job(text, format)
            by_http, in_process = partial(_asked, connection, text, format), partial(evaluate, graph, job)
            pairs = [(_seconds(by_http), _seconds(in_process)) for _ in range(_ROUNDS)]
            same = sorted(by_http().splitlines()) == sorted(in_process().splitlines())
            found[name] = Overhead(median(pair[0] for pair in pairs), median(pair[1] for pair in pairs), same)
    return found


def _asked(connection: HTTPConnection, text: str, format: str) -> bytes:
    try:
        return _sent(connection, text, format)
    except RemoteDisconnected:  # a server may close a connection between two requests
        connection.close()
        return _sent(connection, text, format)


def _sent(connection: HTTPConnection, text: str, format: str) -> bytes:
    connection.request("GET", f"/sparql?{urlencode({'query': text})}", headers={"Accept": _ACCEPT[format]})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"the server said {response.status}: {body.decode(errors='replace')[:200]}")
    return body


def _seconds(work: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
