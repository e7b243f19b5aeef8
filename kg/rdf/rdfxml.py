"""RDF/XML: one element a subject. What XML cannot hold is replaced or left out, and counted."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape, quoteattr

from kg.rdf.terms import HIDDEN, Triple

FOOTER = "</rdf:RDF>\n"
"""The end of the document."""
_LITERAL = re.compile(r'(".*")(?:\^\^(<[^<>"]*>)|@([A-Za-z0-9-]+))?', re.DOTALL)
_NAME = re.compile(
    r"<(.+?)([A-Za-z_][A-Za-z0-9_.\-]*)>", re.DOTALL
)  # XML has more names, but not all parsers know them
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCED = re.compile(f"\r|{HIDDEN}")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SYNTAX = {"RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li", "bagID"}
_SYNTAX |= {"aboutEach", "aboutEachPrefix"}
_XMLNS = "http://www.w3.org/2000/xmlns/"


class Document:
    """An RDF/XML document in the making, with what it cannot say."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Take the namespace of each prefix."""
        self.replaced = 0
        """How many characters XML forbids; they became U+FFFD."""
        self.left_out = 0
        """How many triples have a predicate that is no XML name."""
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._used = {"rdf": _RDF}
        self._names: dict[str, tuple[str, str]] = {}

    def header(self) -> str:
        """Return the start of the document, with the prefixes that its body uses."""
        declared = "".join(f"\n    xmlns:{prefix}={quoteattr(self._used[prefix])}" for prefix in sorted(self._used))
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'

    def body(self, triples: Iterable[Triple]) -> Iterator[str]:
        """Yield an element for each subject of triples that are in order."""
        for subject, group in groupby(triples, itemgetter(0)):
            inner = "".join(self._property(predicate, object) for _, predicate, object in group)
            if inner:
                yield f"  <rdf:Description rdf:about={_iri(subject)}>\n{inner}  </rdf:Description>\n"

    def _property(self, predicate: str, object: str) -> str:
        if predicate not in self._names:
            self._names[predicate] = self._element(predicate)
        name, declared = self._names[predicate]
        if not name:
            self.left_out += 1
            return ""
        match = _LITERAL.fullmatch(object)
        if not match:
            return f"    <{name}{declared} rdf:resource={_iri(object)}/>\n"
        text, datatype, language = match.groups()
        told = f" rdf:datatype={_iri(datatype)}" if datatype else f' xml:lang="{language}"' if language else ""
        return f"    <{name}{declared}{told}>{self._text(text)}</{name}>\n"

    def _element(self, predicate: str) -> tuple[str, str]:
        """Return the name of a predicate and the declaration that it needs, both empty where XML has no name for it."""
        match = _NAME.fullmatch(predicate)
        if not match or (match[1] == _RDF and match[2] in _SYNTAX) or match[1] == _XMLNS:
            return "", ""
        namespace, local = match.groups()
        prefix = self._prefixes.get(namespace)
        if prefix is None:
            return f"ns:{local}", f" xmlns:ns={_iri(f'<{namespace}>')}"
        self._used[prefix] = namespace
        return f"{prefix}:{local}", ""

    def _text(self, quoted: str) -> str:
        text, forbidden = _FORBIDDEN.subn("\ufffd", _plain(quoted))
        self.replaced += forbidden
        return _REFERENCED.sub(lambda match: f"&#x{ord(match[0]):X};", escape(text))


def _iri(iri: str) -> str:
    return quoteattr(_plain(f'"{iri[1:-1]}"'))


def _plain(quoted: str) -> str:
    text: str = json.loads(quoted)  # what is escaped in N-Triples is escaped alike in JSON
    return text
