"""A process that evaluates queries, one after the other, and that may be killed at any moment.

It gets jobs through a socket and answers through it. One thread waits for jobs, so that the process ends when the
server does, whatever it computes; the other evaluates, on a stack that deep queries need.
"""

import os
import queue
import socket
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KGError
from kg.query import triplestore
from kg.query.allowance import address_space
from kg.query.bounded import LimitError
from kg.query.diagnosis import QuerySyntaxError, place
from kg.query.guard import RefusedError
from kg.query.job import EvaluationError, FormatError, Job, evaluate
from kg.query.table import printable
from kg.serve import confinement, frames
from kg.serve.limits import Limits

if TYPE_CHECKING:
    import pyoxigraph

OUT_OF_MEMORY = 77
"""The exit code of a worker that Python, not the engine, told about the end of its memory."""
_STACK = 64 * 1024 * 1024
_TIRED = 4
_SPARE = 10.0
_LONGEST = 500
_CORRUPT = "Corruption"
_UNREADABLE = "the files of the graph cannot be read; they are opened again, so try once more"

Jobs = queue.SimpleQueue[Job]

_SIZE = """
PREFIX void: <http://rdfs.org/ns/void#>
SELECT (MAX(?number) AS ?triples) { ?dataset void:uriSpace ?base ; void:triples ?number }
"""


def main(connection: socket.socket, folder: str, digest: str, limits: Limits) -> None:
    """Open the graph of a build and answer the jobs that come through a connection until it closes.

    Args:
        connection: where jobs come from and answers go.
        folder: the folder of the build.
        digest: the digest of its graph.
        limits: what a job may cost.
    """
    confinement.isolate()
    jobs: Jobs = queue.SimpleQueue()
    usual = threading.stack_size(_STACK)
    threading.Thread(target=_work, args=(connection, Path(folder), digest, limits, jobs), daemon=True).start()
    threading.stack_size(usual)
    with connection.makefile("rb") as stream:
        while message := frames.receive(stream):
            jobs.put(to_job(message[0]))
    os._exit(0)  # the other thread may be computing


def to_record(job: Job) -> dict[str, Any]:
    """Return a job as JSON can hold it."""
    return asdict(job) | {"bindings": dict(job.bindings)}


def to_job(raw: Mapping[str, Any]) -> Job:
    """Return the job of a record."""
    graphs = {name: None if raw[name] is None else tuple(raw[name]) for name in ("default_graphs", "named_graphs")}
    return Job(**{**raw, **graphs})


def _work(connection: socket.socket, folder: Path, digest: str, limits: Limits, jobs: Jobs) -> None:
    try:
        store = triplestore.open_store(folder, digest)
        prefixes = _prefixes(store)
        ready = {"prefixes": prefixes, "triples": _triples(store)}
    except KGError as error:
        connection.sendall(frames.packed({"failed": str(error)}))
        return
    confinement.silence()
    start = address_space()
    confinement.limit_memory(limits.memory)
    connection.sendall(frames.packed(ready))
    while True:
        job = jobs.get()
        confinement.limit_time(limits.timeout + _SPARE)
        told, body = _answer(store, job, prefixes)
        told["tired"] |= address_space() - start > limits.memory // _TIRED
        connection.sendall(frames.packed(told, body))


def _prefixes(store: "pyoxigraph.Store") -> dict[str, str]:
    from kg.query import graph_file

    return dict(graph_file.prefixes(store))


def _triples(store: "pyoxigraph.Store") -> int:
    # The store counts by looking at every triple; its description says it at once.
    rows: Any = store.query(_SIZE, use_default_graph_as_union=True)
    told = next(iter(rows))["triples"]
    return int(told.value) if told else len(store)


def _answer(store: "pyoxigraph.Store", job: Job, prefixes: Mapping[str, str]) -> tuple[dict[str, Any], bytes]:
    try:
        return {"status": 200, "tired": False}, evaluate(store, job, prefixes=prefixes)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except EvaluationError as error:
        return _failed(error), b""
    except KGError as error:
        return _refused(_status(error), str(error)) | _place(error, job), b""
    except Exception as error:  # a mistake of ours, which must not cost the next query its worker
        return _refused(500, f"the query failed in a way it should not ({type(error).__name__})"), b""


def _failed(error: EvaluationError) -> dict[str, Any]:
    # What the engine says of its files holds paths of this machine.
    if isinstance(error.__cause__, OSError) or _CORRUPT in str(error):
        return _refused(503, _UNREADABLE) | {"tired": True}  # another worker opens them anew
    return _refused(500, "the engine failed at this query; a simpler one may be answered")


def _refused(status: int, message: str) -> dict[str, Any]:
    # The message may repeat what the query says, however long that is and whatever it does to a terminal.
    shown = printable(message)
    if len(shown) > _LONGEST:
        shown = f"{shown[: _LONGEST // 2]} … {shown[-_LONGEST // 2 :]}"
    return {"status": status, "message": shown, "tired": False}


def _status(error: KGError) -> int:
    if isinstance(error, RefusedError):
        return {"update": 403, "federation": 403, "long": 413}.get(error.kind, 400)
    if isinstance(error, LimitError):
        return 413
    if isinstance(error, FormatError):
        return 406
    return 400


def _place(error: KGError, job: Job) -> dict[str, int]:
    if isinstance(error, RefusedError):
        line, column = place(job.text, error.offset)
    elif isinstance(error, QuerySyntaxError):
        line, column = error.line, error.column
    else:
        return {}
    return {"line": line, "column": column}
