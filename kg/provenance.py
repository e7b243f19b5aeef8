"""Provenance: which sources list a paper, why their records are one, and where they contradict each other."""

from dataclasses import dataclass

from kg.records import Paper


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """A record of a source, and why it counts as a paper."""

    paper: str
    source: str
    key: str
    """What the record is known by: its best identifier, or its title."""
    reason: str
    """`first` for the record whose text is kept; else what it shares with a record that is nearer to that one:
    `identifier`, `title`, `title and abstract`, `abstract` or `local id`."""
    detail: str = ""
    """The identifier that is shared, or the title, or the start of the abstract, without case, accents and
    punctuation."""


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """A field of a paper that two sources give differently, or a paper that should perhaps be another one."""

    paper: str
    field: str
    """`title`, `published`, `author` (the first one), `venue`, `abstract` (its start), `status`, or a scheme of
    identifiers such as `doi`; `paper` where another paper, `other`, has the title or identifier `kept` as well, but is
    not one with it."""
    kept: str
    kept_from: str
    """The source of the value that is kept."""
    other: str
    other_from: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from all sources."""

    papers: tuple[Paper, ...] = ()
    """Sorted by id."""
    listed: tuple[Listed, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
