"""The values of parameters as SPARQL terms: an entity by any of its names, a paper, a source, a text or a number."""

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.errors import QueryError
from kg.names import normal_form

if TYPE_CHECKING:
    import pyoxigraph

_KINDS = {
    "Paper": ("kg:Paper", "dcterms:title|dcterms:identifier"),
    "Source": ("kg:Source", "rdfs:label"),
}
_ENTITY = "skos:prefLabel|skos:altLabel"
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing."""

    iri: str
    id: str
    """The thing's IRI, or one that it had."""
    label: str
    """The name; empty for an IRI that it had."""
    main: bool


def term(store: "pyoxigraph.Store", value: str, type: str, *, name: str) -> str:
    """Return a value as SPARQL writes it.

    Args:
        store: the graph in which names are looked up.
        value: a name, an id such as `method/lora`, a text or a number.
        type: what it names: a type of entity, `Entity`, `Paper`, `Source`, `text` or `number`.
        name: the parameter that the value is for.

    Raises:
        QueryError: nothing is called so, several things are, or the value is no number.
    """
    import pyoxigraph

    if type == "text":
        return str(pyoxigraph.Literal(_encodable(value)))
    if type == "number":
        if not _NUMBER.fullmatch(value):
            raise QueryError(f"'{name}' is a whole number, not '{value}'")
        return str(pyoxigraph.Literal(int(value)))
    return f"<{_iri(store, _encodable(value), type, name)}>"


def _encodable(value: str) -> str:
    return value.encode("utf-8", "replace").decode()


def _iri(store: "pyoxigraph.Store", value: str, type: str, name: str) -> str:
    names = _names(store, type)
    matches = _matches(names, value)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise QueryError(f"several are called '{value}': {', '.join(matches)}; set {name} to one of these")
    raise QueryError(f"this build has no {type.lower()} called '{value}'; {_hint(names, value, name)}")


def _hint(names: list[Name], value: str, parameter: str) -> str:
    folded = {name.label.casefold(): name.label for name in sorted(names, key=lambda name: name.main) if name.label}
    near = [folded[key] for key in difflib.get_close_matches(value.casefold(), folded, n=_NEAR, cutoff=0.5)]
    if near:
        return f"near names are {', '.join(near)}"
    some = sorted({name.label for name in names if name.main})[:_NEAR]
    return f"set {parameter} to a name in it, such as {', '.join(some)}" if some else "it has none at all"


def _matches(names: list[Name], value: str) -> list[str]:
    """Return the things that a value names: by id, by name, by name in any case, then by other forms and spellings."""
    folded = value.casefold()
    ranks = (
        {name.iri for name in names if name.id == value or ("/" in value and name.id.endswith(f"/{value}"))},
        {name.iri for name in names if name.main and name.label == value},
        {name.iri for name in names if name.main and name.label.casefold() == folded},
        {name.iri for name in names if name.label == value},
        {name.iri for name in names if name.label.casefold() == folded},
        {name.iri for name in names if normal_form(name.label) == normal_form(value)},
    )
    return sorted(next(filter(None, ranks), set()))


def _names(store: "pyoxigraph.Store", type: str) -> list[Name]:
    kind, path = _KINDS.get(type, (f"kg:{type}", _ENTITY))
    text = f"""
        SELECT ?iri ?id ?label ?main WHERE {{
          {{ ?iri a {kind} ; {path} ?label . BIND(?iri AS ?id) BIND(EXISTS {{ ?iri rdfs:label ?label }} AS ?main) }}
          UNION {{ ?id dcterms:isReplacedBy ?iri . ?iri a {kind} . BIND("" AS ?label) BIND(false AS ?main) }}
        }}"""
    rows: Any = store.query(text, prefixes=dict(schema.load().all_prefixes()), use_default_graph_as_union=True)
    return [Name(row["iri"].value, row["id"].value, row["label"].value, row["main"].value == "true") for row in rows]
