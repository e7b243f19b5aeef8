"""The RDF of a build in another format, whatever its size.

`kg.nq` is read strictly and sorted on disk; the parts of a large build, which are sorted and whose digests have been
compared, are merged as they are read.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kg import schema
from kg.errors import ConfigError, OutputError
from kg.rdf.formats import FORMATS, WRITERS, Loss, Target
from kg.rdf.lines import quad, visible
from kg.rdf.merged import homes as homes_in
from kg.rdf.merged import merged
from kg.rdf.reified import reified
from kg.rdf.sorting import sort
from kg.rdf.terms import Quad, term
from kg.rdf.write import place, reason


def convert(
    sources: Path | Sequence[Path],
    format: str,
    stream: BinaryIO,
    *,
    scratch: Path,
    graph: str = "",
    rdf12: bool = False,
) -> Loss:
    """Write the RDF of a build in another format, sorted and no triple twice, and return what the format cannot hold.

    Args:
        sources: the N-Quads of the build, or its parts, which are as the build wrote them.
        format: one of `FORMATS`.
        stream: where it goes to.
        scratch: a folder for what does not fit into memory.
        graph: write only this named graph, such as `entities` or the name of a source.
        rdf12: state what claims state as triple terms of RDF 1.2.

    Raises:
        ConfigError: there is no such graph, or the format cannot hold RDF 1.2.
        OutputError: a source cannot be read.
    """
    check(format, rdf12=rdf12)
    lines: Iterable[str]
    if isinstance(sources, Path):
        lines = sort(_read(sources), scratch)
        homes, description = _survey(map(quad, lines))
    else:
        lines = parts = merged(sources, scratch)
        description = parts.description()
        homes = homes_in(description)
    rows: Iterable[Quad] = map(quad, lines)
    if graph:
        home = _home(graph, homes, description)
        rows = (row for row in rows if row[3] == home)
    if rdf12:
        rows = reified(rows)
    prefixes = schema.load().all_prefixes(_base(description))
    return WRITERS[format](rows, Target(stream, prefixes, scratch))


def check(format: str, *, rdf12: bool) -> None:
    """Refuse to write RDF 1.2 in a format that has no place for it.

    Raises:
        ConfigError: the format cannot hold it.
    """
    if rdf12 and not FORMATS[format].rdf12:
        able = ", ".join(name for name, found in FORMATS.items() if found.rdf12)
        raise ConfigError(f"{FORMATS[format].title} cannot hold RDF 1.2; choose one of {able}, or leave out --rdf12")


def _read(path: Path) -> Iterator[str]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    try:
        for found in parse(path=path, format=RdfFormat.N_QUADS):
            named = type(found.subject) is type(found.graph_name) is NamedNode
            if not named or type(found.object) not in (NamedNode, Literal):  # blank, quoted, or in no named graph
                raise OutputError(f"{path}: '{found}' is nothing that a build writes; build it again")
            yield f"{visible(str(found))} .\n"
    except (OSError, SyntaxError, UnicodeError) as error:
        raise OutputError(
            f"{place(path, error)}: the graph cannot be read ({reason(error)}); build it again"
        ) from error


def _survey(rows: Iterable[Quad]) -> tuple[frozenset[str], list[Quad]]:
    """Return all named graphs, and the rows of the one that describes them."""
    homes: set[str] = set()
    description = []
    for row in rows:
        homes.add(row[3])
        if row[3].endswith("/graph/meta>"):
            description.append(row)
    return frozenset(homes), description


def _base(description: Sequence[Quad]) -> str:
    return next((text for _, text in _texts(description, "void:uriSpace")), "")


def _texts(description: Iterable[Quad], name: str) -> Iterator[tuple[str, str]]:
    """Yield each plain text that a property has in rows, with its subject."""
    for subject, predicate, object, _ in description:
        if predicate == term(name) and object.endswith('"'):
            yield subject, json.loads(object)


def _home(name: str, homes: Iterable[str], description: Sequence[Quad]) -> str:
    """Return the named graph of a name: the last part of its IRI, its IRI, or the name of its source.

    Raises:
        ConfigError: there is none.
    """
    labels = dict(_texts(description, "rdfs:label"))
    sources = ((row[2], row[0]) for row in description if row[1] == term("dcterms:source"))
    by_source = {labels[source]: graph for source, graph in sources if source in labels}
    by_name = {home[1:-1].rpartition("/")[2]: home for home in sorted(homes)}
    found = {**by_source, **{home[1:-1]: home for home in homes}, **by_name}
    if name not in found:
        raise ConfigError(f"no graph is named '{name}'; choose from {', '.join(sorted(by_name))}")
    return found[name]
