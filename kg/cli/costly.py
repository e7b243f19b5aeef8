"""Queries in a process of their own; one that fails, or costs too much, may do so because the query store is damaged.

A byte that the disk lost changes no time stamp, and to read all of a store before each query would take seconds: so it
is read where a query went wrong.
"""

from collections.abc import Callable
from pathlib import Path

from kg.cli.terminal import say
from kg.errors import OutputError, QueryError
from kg.query import own_process
from kg.query.allowance import MIB, Allowance

_FREE = Allowance()


def run(work: Callable[[], Callable[[], None]], folder: Path, allowance: Allowance) -> None:
    """Ask a build, and again with a new query store where the one that was asked is damaged.

    Args:
        work: asks, and returns what prints the answer.
        folder: the folder of the build.
        allowance: what asking may cost.

    Raises:
        QueryError: it costs more, the engine failed, or the store is damaged and cannot be made again.
    """
    try:
        own_process.run(work, allowance)
        return
    except own_process.SuspectError as error:
        if error.cost == "time" or not _mended(folder):  # damage fills memory long before a query is late
            raise QueryError(_advised(error, allowance)) from error
    try:
        own_process.run(work, allowance)
    except own_process.SuspectError as error:
        raise QueryError(_advised(error, allowance)) from error


def _advised(error: own_process.SuspectError, allowance: Allowance) -> str:
    more = {"memory": f"--memory {2 * allowance.memory // MIB}", "time": f"--timeout {2 * allowance.seconds:g}"}
    if error.cost not in more:
        return str(error)
    return f"{error}; ask for less, for instance with LIMIT, or allow more with {more[error.cost]}"


def _mended(folder: Path) -> bool:
    """Make the store of a build again where it is damaged; tell whether it was."""
    from kg import output_files, store
    from kg.digests import sha256
    from kg.query import damage, triplestore
    from kg.standing import open_standing

    manifest = open_standing(folder).manifest
    files = output_files.graph(manifest.outputs)
    place = triplestore.path(folder, output_files.graph_digest(manifest.outputs))
    damaged = damage.noted(folder, output_files.graph_digest(manifest.outputs))
    if not damaged:
        return False
    say(f"{place}: {damaged} is damaged; making the query store again, and asking once more ...")

    def make() -> Callable[[], None]:
        with store.writing(folder):
            for name, digest in files.items():
                if sha256(folder / name) != digest:
                    raise OutputError(f"{folder / name}: changed since the build; build again with --fresh")
            triplestore.update(folder, files)
        return lambda: None

    own_process.run(make, _FREE)
    return True
