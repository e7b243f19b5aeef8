"""Rulings: which decisions of a person made a build say what it says."""

import shlex
from collections.abc import Iterator

from kg.errors import KGError
from kg.lookup import Build, Row
from kg.names import normal_form
from kg.resolve import read_ledger

_DONE = {
    "merge": "merged",
    "split": "split",
    "retype": "retyped",
    "drop": "dropped",
    "rename": "renamed",
    "apart": "held apart",
    "keep": "kept",
}


def rulings_about(build: Build, id_: str) -> list[Row]:
    """Return the decisions that made an entity what it is, or that are about an id that they took away."""
    found = [row for row in build.rows("rulings", id_) if id_ in (row["entity"], row["other"], *_words(row)[1:])]
    return sorted(found, key=lambda row: int(row["where"].rpartition(":")[2] or 0))


def told(row: Row) -> str:
    """Return a decision in words: what it did, where it stands, when and why it was taken.

    >>> row = {"where": "decisions.txt:7", "decision": "drop task/a", "reason": "2026-11-21: no task"}
    >>> told(row)
    'dropped by decisions.txt:7 (2026-11-21: no task): drop task/a'
    """
    verb = _words(row)[0]
    reason = f" ({row['reason']})" if row["reason"] else ""
    return f"{_DONE.get(verb, verb)} by {row['where']}{reason}: {row['decision']}"


def taken_away(build: Build, name: str) -> dict[str, list[Row]]:
    """Return the ids that an id or a name once stood for and that decisions dropped, each with these decisions."""
    return {id_: rows for id_ in _once(build, name) if (rows := rulings_about(build, id_))}


def _once(build: Build, name: str) -> Iterator[str]:
    gone = {row["old"] for row in build.rows("redirects") if not row["new"]}
    if name in gone:
        yield name
        return
    if not gone:
        return
    try:
        ledger = read_ledger(build.folder / "ids.jsonl")
    except KGError:  # the build says what it says without it
        return
    key = normal_form(name)
    yield from (
        id_ for id_ in sorted(gone & ledger.keys()) if key in (normal_form(ledger[id_].name), *ledger[id_].forms)
    )


def _words(row: Row) -> list[str]:
    return shlex.split(row["decision"])
