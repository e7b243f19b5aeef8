"""JSON-LD: one object a subject and a line, in an object for each named graph, under a context of prefixes.

The order is that of Streaming JSON-LD. A text is escaped in N-Triples as JSON wants it: it needs no other escape.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from kg.rdf.terms import Triple, term
from kg.rdf.turtle import Names

_LITERAL = re.compile(r'(".*")(?:\^\^<([^<>"]*)>|@([A-Za-z0-9-]+))?', re.DOTALL)


def header(names: Names) -> str:
    """Return the context of the prefixes that names used, and the start of the document."""
    return f'{{"@context": {json.dumps(names.declared)},\n"@graph": ['


FOOTER = "\n]}\n"
"""The end of the document."""


def graphs(quads: Iterable[tuple[str, str, str, str]], names: Names) -> Iterator[str]:
    """Yield the named graphs of rows, each with its graph first, which are in order and all different."""
    comma = ""
    for graph, group in groupby(quads, itemgetter(0)):
        yield f'{comma}\n{{"@id": {_iri(graph, names)}, "@graph": ['
        yield from _subjects((row[1:] for row in group), names)
        yield "\n]}"
        comma = ","


def _subjects(triples: Iterable[Triple], names: Names) -> Iterator[str]:
    comma = ""
    for subject, group in groupby(triples, itemgetter(0)):
        said: dict[str, list[str]] = {}
        for _, predicate, object in group:
            said.setdefault(predicate, []).append(object)
        pairs = [f'"@id": {_iri(subject, names)}', *(_pair(*pair, names) for pair in said.items())]
        yield f"{comma}\n{{{', '.join(pairs)}}}"
        comma = ","


def _pair(predicate: str, objects: list[str], names: Names) -> str:
    if predicate == term("rdf:type") and all(object.startswith("<") for object in objects):
        key, values = '"@type"', [_iri(object, names) for object in objects]
    else:
        key, values = _iri(predicate, names), [_value(object, names) for object in objects]
    return f"{key}: {values[0]}" if len(values) == 1 else f"{key}: [{', '.join(values)}]"


def _value(object: str, names: Names) -> str:
    match = _LITERAL.fullmatch(object)
    if not match:
        return f'{{"@id": {_iri(object, names)}}}'
    text, datatype, language = match.groups()
    if datatype:
        return f'{{"@type": {_iri(f"<{datatype}>", names)}, "@value": {text}}}'
    return f'{{"@language": "{language}", "@value": {text}}}' if language else text


def _iri(iri: str, names: Names) -> str:
    short = names.short(iri)
    return f'"{short[1:-1]}"' if short.startswith("<") else f'"{short}"'
