"""What there is most of in a build in parts, from its tables: to count it all again by a query takes long there."""

import heapq
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg import output_files, store
from kg.exporters import table_parts
from kg.rdf.terms import date
from kg.rdf.vocabulary import Vocabulary
from kg.serve.pages.answers import Row, Term
from kg.serve.site import Site

_TABLES = ("entities", "papers")


def most(site: Site, *, number: int) -> dict[str, list[Row]]:
    """Return the entities of each type that most papers name, and the latest papers; nothing of an ordinary build.

    Args:
        site: the build.
        number: how many of each type at most.
    """
    manifest = store.read_manifest(site.folder)
    if manifest is None or not manifest.parts:
        return {}
    files = tuple(tuple(output_files.table(manifest.outputs, name)) for name in _TABLES)
    digests = tuple(manifest.outputs[name] for names in files for name in names)
    try:
        return _most(site.folder, files, digests, site.base, number) if all(files) else {}
    except (OSError, ValueError):  # damaged, or being replaced: the graph can still be asked
        return {}


@lru_cache(maxsize=2)
def _most(
    folder: Path,
    files: tuple[tuple[str, ...], ...],
    digests: tuple[str, ...],  # noqa: ARG001  another build has others
    base: str,
    number: int,
) -> dict[str, list[Row]]:
    names = Vocabulary(base)
    entities: dict[str, list[tuple[int, str, str]]] = {}
    for row in table_parts.rows(folder, files[0]):
        entities.setdefault(row["type"], []).append((-int(row["papers"]), names.thing(row["id"])[1:-1], row["name"]))
    found = {
        kind: [_row(iri, name, papers=str(-count)) for count, iri, name in heapq.nsmallest(number, rows)]
        for kind, rows in entities.items()
    }
    return found | {
        "Paper": [_row(iri, title, date=day) for day, iri, title in _latest(folder, files[1], names, number)]
    }


def _latest(folder: Path, files: tuple[str, ...], names: Vocabulary, number: int) -> Iterator[tuple[str, str, str]]:
    """Yield the latest papers with their dates, those of one date in the order of their IRIs."""
    rows = (
        (_day(row["published"]), names.thing(row["id"])[1:-1], row["title"]) for row in table_parts.rows(folder, files)
    )
    by_iri = heapq.nsmallest(number, rows, key=lambda row: (_Backwards(row[0]), row[1]))
    yield from by_iri


class _Backwards(str):
    """A text that sorts before those that are less."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)


def _day(published: str) -> str:
    """Return a date as the graph has it."""
    return date(published)[1:].partition('"')[0]


def _row(iri: str, name: str, **told: str) -> Row:
    terms = {word: Term(text, "literal") for word, text in {"name": name, **told}.items() if text}
    return Row({"thing": Term(iri, "uri"), **terms})
