"""Figures with their goals, as a table to read and as JSON for programs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

LARGE = 500_000
"""From how many triples on the goals hold that are set for large graphs."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One graph to measure."""

    triples: int
    folder: Path
    """The build of it."""
    runs: int
    """How often something is done; the least counts."""
    patience: float
    """How many seconds rdflib may take for one question."""
    reference: bool
    """Whether rdflib and pyshacl are to be measured at this size."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    part: str
    size: int
    """Triples or nodes of the graph."""
    what: str
    value: str
    goal: str = ""
    met: bool | None = None
    """Nothing where there is no goal at this size."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """What the value is made from, for programs."""


def table(figures: Iterable[Figure], *, size: str = "triples") -> str:
    """Return figures as lines of columns, of which one says how large the graph is."""
    marks = {True: "met", False: "MISSED", None: ""}
    rows = [("part", size, "what", "figure", "goal", "")]
    rows += [(f.part, f"{f.size:,}", f.what, f.value, f.goal, marks[f.met]) for f in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def document(figures: Iterable[Figure]) -> str:
    """Return figures as JSON."""
    return json.dumps([asdict(figure) for figure in figures], indent=1, ensure_ascii=False)


def share(part: float, whole: float) -> str:
    """Return a part of a whole as people say it.

    >>> share(1, 8), share(3, 2)
    ('1/8.0', '1.5 times')
    """
    if part <= 0:
        return "0"
    return f"1/{whole / part:.1f}" if part <= whole else f"{part / whole:.1f} times"


def milliseconds(seconds: float) -> str:
    """Return a time in milliseconds, the short ones with a decimal."""
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"
