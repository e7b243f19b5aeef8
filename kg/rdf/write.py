"""Rows to text and to files: N-Quads in order, Turtle grouped by subject, and a strict reading of what was written."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path

from kg.errors import OutputError
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


def nquads(rows: Iterable[Quad]) -> str:
    """Return rows as sorted N-Quads."""
    return "".join(sorted(f"{subject} {predicate} {object} {graph} .\n" for subject, predicate, object, graph in rows))


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """Return triples as Turtle, grouped by subject and sorted, under the prefixes that they use."""
    namespaces = {namespace: prefix for prefix, namespace in prefixes.items()}
    used: set[str] = set()
    short = _remembered(partial(_short, namespaces=namespaces, used=used))
    kind = term("rdf:type")
    ordered = sorted(set(triples), key=lambda triple: (triple[0], triple[1] != kind, triple[1], triple[2]))
    blocks = [
        _block(subject, list(group), kind, short) for subject, group in groupby(ordered, lambda triple: triple[0])
    ]
    header = "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(used))
    return "\n".join([header, *blocks])


def _block(subject: str, triples: list[Triple], kind: str, short: Callable[[str], str]) -> str:
    lines = []
    for predicate, group in groupby(triples, lambda triple: triple[1]):
        objects = ", ".join(short(object) for _, _, object in group)
        lines.append(f"{'a' if predicate == kind else short(predicate)} {objects}")
    return f"{short(subject)} " + " ;\n    ".join(lines) + " .\n"


def _remembered(shorten: Callable[[str], str]) -> Callable[[str], str]:
    known: dict[str, str] = {}

    def lookup(text: str) -> str:
        found = known.get(text)
        if found is None:
            found = known[text] = shorten(text)
        return found

    return lookup


def _short(text: str, *, namespaces: Mapping[str, str], used: set[str]) -> str:
    if text.startswith("<"):
        return _prefixed(text, namespaces, used)
    match = _LITERAL.fullmatch(text)
    if not match:
        return text
    value, datatype = match.groups()
    for name, form in _BARE.items():
        if datatype == term(f"xsd:{name}") and form.fullmatch(value):
            return value
    return f'"{value}"^^{_prefixed(datatype, namespaces, used)}'


def _prefixed(iri: str, namespaces: Mapping[str, str], used: set[str]) -> str:
    match = _SPLIT.fullmatch(iri)
    prefix = namespaces.get(match[1]) if match else None
    if match is None or prefix is None or not _LOCAL.fullmatch(match[2]):
        return iri
    used.add(prefix)
    return f"{prefix}:{match[2]}"


def written(path: Path, text: str, *, count: int | None = None) -> Path:
    """Write a Turtle or N-Quads file, read it back strictly, and return its path.

    Args:
        path: the file; its ending tells the format.
        text: what it is to hold.
        count: how many triples the text states, where that is known.

    Raises:
        OutputError: the place cannot be written, or a strict reader does not find that many triples in it.
    """
    import pyoxigraph

    saved(path, text)
    try:
        read = sum(1 for _ in pyoxigraph.parse(path=path))
    except (OSError, SyntaxError, UnicodeError) as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        raise OutputError(f"{where}: kg wrote what is not valid RDF ({_reason(error)}); please report it") from error
    if count is not None and read != count:
        raise OutputError(f"{path}: kg wrote {count} triples, but the file reads as {read}; please report it")
    return path


def saved(path: Path, text: str) -> Path:
    """Write a text and return its path.

    Raises:
        OutputError: the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
    return path


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "msg", "") or error).split())
