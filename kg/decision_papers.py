"""Papers of decisions: the ids that they have now, where a line names them by those of before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.lookup import Build, Row
from kg.readers.former_ids import Known, ids_now
from kg.resolve import Decision


def papers_of(decisions: Iterable[Decision]) -> set[str]:
    """Return the papers that decisions name."""
    return {paper for decision in decisions for paper in decision.papers}


def with_ids_now(decisions: Iterable[Decision], now: Mapping[str, str]) -> list[Decision]:
    """Return decisions with the ids that the papers which they name have now.

    Args:
        decisions: what lines say.
        now: the ids of those papers that have another one than a line says.
    """
    return [replace(one, known_as=tuple(now.get(paper, paper) for paper in one.papers)) for one in decisions]


def ids_in_build(named: set[str], build: Build) -> dict[str, str]:
    """Return the ids that papers have in a build; those that it does not have are missing.

    Args:
        named: ids of today or of before.
        build: where they are looked for.
    """
    there = {row["id"] for row in build.rows("papers", among=("id", named))} if named else set()
    return {paper: paper for paper in there} | ids_now(named - there, lambda: map(_known, build.rows("papers")))


def _known(row: Row) -> Known:
    return row["id"], row["title"], row["identifiers"].split(" | ")
