"""What the sources of a build give differently, as findings: the rows of `tables/conflicts.csv`."""

from collections.abc import Iterable, Mapping

from kg.rdf.terms import literal
from kg.rdf.validation.checks import Finding, iri_of
from kg.rdf.validation.rule import (
    ABSTRACTS,
    AUTHORS,
    DATES,
    IDENTIFIERS,
    KEYS,
    STATUSES,
    TITLES,
    VENUES,
)
from kg.rdf.vocabulary import encoded

_RULES = {
    "title": TITLES,
    "published": DATES,
    "author": AUTHORS,
    "venue": VENUES,
    "abstract": ABSTRACTS,
    "status": STATUSES,
    "paper": KEYS,
}


def conflicts(rows: Iterable[Mapping[str, str]], papers: str) -> list[Finding]:
    """Return what sources give differently.

    Args:
        rows: those of the table of conflicts.
        papers: the namespace of the IRIs of papers.
    """
    return [_finding(row, papers) for row in rows]


def _finding(row: Mapping[str, str], papers: str) -> Finding:
    rule = _RULES.get(row["field"], IDENTIFIERS)
    if rule is KEYS:
        value = f"<{_iri(row['other'], papers)}>"
        told = f"both have '{row['kept']}', {_apart(row['kept'])}"
    elif rule is STATUSES:
        value = literal(row["kept"])
        told = f"'{row['kept_from']}' says that it was {row['kept']}, and '{row['other_from']}' does not"
    else:
        value = literal(row["other"])
        told = f"'{row['other_from']}' has this, and '{row['kept']}' of '{row['kept_from']}' is kept"
    path = iri_of(rule.path) if rule.path else ""
    return Finding(rule.level, rule.name, _iri(row["paper"], papers), path, value, f"{rule.message}; {told}")


def _apart(shared: str) -> str:
    """Return why two papers that share a title or an identifier are two; a folded title has no colon."""
    return "but nothing else in common, or better identifiers" if ":" in shared else "and other identifiers"


def _iri(paper: str, papers: str) -> str:
    return f"{papers}{encoded(paper.partition('/')[2])}"
