"""Homonyms: one coined name that several papers introduce, each perhaps as a thing of its own."""

from collections.abc import Iterable, Iterator, Mapping

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

    What has a place in the lexicon is known to be one thing: of the papers that seem to introduce it, only those count
    whose titles begin with it and a colon, as those of inventions do. Common nouns belong to nobody.

    Args:
        build: where the dates of the papers are.
        entities: the rows of `entities.csv`.
    """
    coined = [row for row in entities if " | " in row["introduced_by"] and _is_coined(row["name"])]
    papers = {row["id"]: row["introduced_by"].split(" | ") for row in coined}
    wanted = {paper for some in papers.values() for paper in some}
    told = {row["id"]: row for row in build.rows("papers", among=("id", wanted))} if wanted else {}
    found: dict[str, list[str]] = {}
    for row in coined:
        some = [paper for paper in papers[row["id"]] if paper in told]
        if _is_known(row):
            some = [paper for paper in some if _begins_with(told[paper]["title"], row["name"])]
        elif len(some) < _LEAST * int(row["papers"]):
            continue
        if len(some) > 1:
            found[row["id"]] = sorted(some, key=lambda paper: (told[paper]["published"] or "9", paper))
    return found


def introduced_again(found: Mapping[str, list[str]], entities: Mapping[str, Row]) -> Iterator[Doubt]:
    """Yield the papers that introduce what another one introduced by that name before.

    Args:
        found: what `introducers` returns.
        entities: the rows of `entities.csv`, by id.
    """
    for id_, (_, *others) in found.items():
        row = entities[id_]
        share = 1.0 if _is_known(row) else min((1 + len(others)) / int(row["papers"]), 1.0)
        why = f"{len(others) + 1} papers introduce something of this name"
        yield from (Doubt(KIND, id_, paper, round(_WRONG * share, 3), 1, why) for paper in others)


def _is_coined(name: str) -> bool:
    """Tell whether somebody made a name up: one word with a capital."""
    return " " not in name and name != name.lower()


def _is_known(row: Row) -> bool:
    """Tell whether the lexicon has a name under its type."""
    return row["type"] in {entry.type for entry in lexicon.by_normal_form().get(normal_form(row["name"]), ())}


def _begins_with(title: str, name: str) -> bool:
    """Tell whether a title presents a name: `FERN: A Way to Prune`."""
    start, colon, _ = title.partition(":")
    return bool(colon) and normal_form(start) == normal_form(name)
