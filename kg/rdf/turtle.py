"""Turtle and TriG: triples grouped by subject, under short names where that is safe."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from kg.rdf.terms import Quad, Triple, term
from kg.rdf.vocabulary import LETTERS

_SPLIT = re.compile(r"<(.*[/#])([^/#]*)>", re.DOTALL)
# A local name that needs no escape in Turtle nor in SPARQL; all else is written as a full IRI.
_LETTER = f"(?:[A-Za-z0-9_{LETTERS}]|%[0-9A-F]{{2}})"
_LOCAL = re.compile(rf"{_LETTER}(?:(?:{_LETTER}|[.\-])*(?:{_LETTER}|-))?")
_LITERAL = re.compile(r'"(.*)"\^\^(<[^<>"]*>)', re.DOTALL)
_BARE = {
    "integer": re.compile(r"-?[0-9]+"),
    "decimal": re.compile(r"-?[0-9]*\.[0-9]+"),
    "boolean": re.compile("true|false"),
}
_TRIPLE = "<<( "
_REMEMBERED = 1 << 16


class Names:
    """Short names of terms, and the prefixes that they used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Take the namespace of each prefix."""
        self.used: set[str] = set()
        self._remembered = lru_cache(_REMEMBERED)(self._short)
        self._prefixes = prefixes
        self._namespaces = {namespace: prefix for prefix, namespace in prefixes.items()}

    def short(self, text: str) -> str:
        """Return the short form of a term that is written as N-Triples writes it."""
        return text if text.endswith('"') else self._remembered(text)

    @property
    def declared(self) -> dict[str, str]:
        """Return the namespace of each prefix that was used, sorted."""
        return {prefix: self._prefixes[prefix] for prefix in sorted(self.used)}

    def _short(self, text: str) -> str:
        if text.startswith(_TRIPLE):
            return f"{_TRIPLE}{' '.join(map(self._short, text[len(_TRIPLE) : -4].split(' ', 2)))} )>>"
        if text.startswith("<"):
            return self._prefixed(text)
        match = _LITERAL.fullmatch(text)
        if not match:
            return text
        value, datatype = match.groups()
        for name, form in _BARE.items():
            if datatype == term(f"xsd:{name}") and form.fullmatch(value):
                return value
        return f'"{value}"^^{self._prefixed(datatype)}'

    def _prefixed(self, iri: str) -> str:
        match = _SPLIT.fullmatch(iri)
        prefix = self._namespaces.get(match[1]) if match else None
        if match is None or prefix is None or not _LOCAL.fullmatch(match[2]):
            return iri
        self.used.add(prefix)
        return f"{prefix}:{match[2]}"


def header(names: Names) -> str:
    """Return the declarations of the prefixes that names used."""
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in names.declared.items())


def blocks(triples: Iterable[Triple], names: Names) -> Iterator[str]:
    """Yield one block of Turtle for each subject of triples that are in order and all different."""
    kind = term("rdf:type")
    for subject, group in groupby(triples, itemgetter(0)):
        said: dict[str, list[str]] = {}
        for _, predicate, object in group:
            said.setdefault(predicate, []).append(names.short(object))
        lines = [f"a {', '.join(said.pop(kind))}"] if kind in said else []
        lines += [f"{names.short(predicate)} {', '.join(objects)}" for predicate, objects in said.items()]
        yield f"\n{names.short(subject)} " + " ;\n    ".join(lines) + " .\n"


def graphs(quads: Iterable[Quad], names: Names) -> Iterator[str]:
    """Yield the named graphs of rows, each with its graph first, that are in order and all different, as TriG."""
    for graph, group in groupby(quads, itemgetter(0)):
        yield f"\n{names.short(graph)} {{"
        yield from blocks((row[1:] for row in group), names)
        yield "}\n"


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """Return triples as Turtle, grouped by subject and sorted, under the prefixes that they use."""
    names = Names(prefixes)
    body = "".join(blocks(sorted(set(triples)), names))
    return header(names) + body
