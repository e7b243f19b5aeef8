"""Homonyms: one coined name that several papers introduce, each perhaps as a thing of its own."""

from collections.abc import Iterable, Iterator

from kg import lexicon
from kg.lookup import Build, Row
from kg.names import normal_form
from kg.records import Doubt

KIND = "homonyms"
_WRONG = 1.8
"""What a paper counts for that may be joined to another one's invention: a false fact goes, and a true one comes.

Of such questions on 3,000 abstracts, eleven of thirteen were about two things."""
_LEAST = 0.2
"""The share of its papers that introduce a name, below which most only seem to."""


def introducers(build: Build, entities: Iterable[Row]) -> dict[str, list[str]]:
    """Return the papers that introduce each name that several papers introduce, the first of them first.

    What has a place in the lexicon is known to be one thing, and common nouns belong to nobody.

    Args:
        build: where the dates of the papers are.
        entities: the rows of `entities.csv`.
    """
    found = {
        row["id"]: papers
        for row in entities
        if len(papers := row["introduced_by"].split(" | ")) > 1
        and len(papers) >= _LEAST * int(row["papers"])
        and _is_coined(row)
    }
    wanted = {paper for papers in found.values() for paper in papers}
    rows = build.rows("papers", among=("id", wanted)) if wanted else ()
    dates = {row["id"]: row["published"] for row in rows}
    return {id_: sorted(papers, key=lambda paper: (dates.get(paper) or "9", paper)) for id_, papers in found.items()}


def introduced_again(found: dict[str, list[str]], papers: dict[str, int]) -> Iterator[Doubt]:
    """Yield the papers that introduce what another one introduced by that name before.

    Args:
        found: what `introducers` returns.
        papers: how many papers name each entity.
    """
    for id_, (_, *others) in found.items():
        share = min((1 + len(others)) / papers[id_], 1.0)
        why = f"{len(others) + 1} papers introduce something of this name"
        yield from (Doubt(KIND, id_, paper, round(_WRONG * share, 3), 1, why) for paper in others)


def _is_coined(row: Row) -> bool:
    """Tell whether somebody made a name up: one word with a capital, which is in the lexicon under no such type."""
    name = row["name"]
    if " " in name or name == name.lower():
        return False
    return row["type"] not in {entry.type for entry in lexicon.by_normal_form().get(normal_form(name), ())}
