"""The values of parameters as SPARQL terms: an entity by any of its names, a paper, a source, a text or a number."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
_LEAST = 3
"""How many letters a part of a name has at least."""
_CLOSE = 0.75
_TYPES = ("Method", "Model", "Dataset", "Task")
_ARXIV = re.compile(
    r"(?:(?:https?://)?arxiv\.org/(?:abs|pdf)/|arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?(?:\.pdf)?", re.IGNORECASE
)
_ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_LOCAL = re.compile(r"(\w+)[/:]([^\s<>\"{}|\\^`]+)")
_BY_ID = """SELECT DISTINCT ?iri {
  { VALUES ?iri { %(term)s } } UNION { VALUES ?old { %(term)s } ?old dcterms:isReplacedBy ?iri }
  ?iri a %(kind)s
} ORDER BY ?iri"""
_EXAMPLES = """SELECT ?label (COUNT(?paper) AS ?papers) {
  ?thing a %(kind)s ; rdfs:label ?label
  OPTIONAL { ?paper kg:introduces|kg:uses|kg:comparesWith ?thing }
} GROUP BY ?thing ?label ORDER BY DESC(?papers) ?label LIMIT 3"""
_BY_NAME = "SELECT DISTINCT ?iri { ?iri a %(kind)s ; %(path)s %(term)s ; rdfs:label %(term)s } ORDER BY ?iri"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing."""

    iri: str
    id: str
    """The thing's IRI, or one that it had."""
    label: str
    """The name; empty for an IRI that it had."""
    main: bool


def term(store: "pyoxigraph.Store", value: str, type: str, *, name: str, known: Mapping[str, str] | None = None) -> str:
    """Return a value as SPARQL writes it.

    Args:
        store: the graph in which names are looked up.
        value: a name, an id such as `method/lora`, a text or a number.
        type: what it names: a type of entity, `Entity`, `Paper`, `Source`, `text` or `number`.
        name: the parameter that the value is for.
        known: the prefixes of the build; those of the schema where none are given.

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
    return f"<{_iri(store, _encodable(value), type, name, known)}>"


def _encodable(value: str) -> str:
    return value.encode("utf-8", "replace").decode()


def _iri(store: "pyoxigraph.Store", value: str, type: str, name: str, known: Mapping[str, str] | None) -> str:
    from kg import schema

    prefixes = schema.load().all_prefixes() if known is None else known
    if type == "Paper" and (arxiv := _ARXIV.fullmatch(value)):
        value = f"arXiv:{arxiv[1]}"
    if len(exact := _exact(store, value, type, prefixes)) == 1:
        return exact[0]
    names = _names(store, type, prefixes)
    matches = exact or _matches(names, value)
    if len(matches) == 1:
        return matches[0]
    if matches:
        more = f" and {len(matches) - _NEAR} more" if len(matches) > _NEAR else ""
        some = ", ".join(_short(iri, prefixes) for iri in matches[:_NEAR]) + more
        raise QueryError(f"several are called '{value}': {some}; set {name} to one of these")
    other = _other_type(store, value, type, prefixes)
    hint = f"that is a {other}" if other else _hint(names, value, name)
    raise QueryError(f"this build has no {type.lower()} called '{value}'; {hint}")


def _exact(store: "pyoxigraph.Store", value: str, type: str, prefixes: Mapping[str, str]) -> list[str]:
    """Return the things with an id or else with a main name, without a look at all names."""
    import pyoxigraph

    def found(text: str, term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> list[str]:
        asked = text % {"kind": kind, "path": path, "term": term}
        rows: Any = store.query(asked, prefixes=dict(prefixes), use_default_graph_as_union=True)
        return [row["iri"].value for row in rows]

    kind, path = _kind(type)
    ids = (found(_BY_ID, pyoxigraph.NamedNode(iri)) for iri in _iris(value, prefixes))
    return next(filter(None, ids), None) or found(_BY_NAME, pyoxigraph.Literal(value))


def _iris(value: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the IRIs that a value may be: itself, or `method/lora` or `method:lora` in full."""
    if _ABSOLUTE.fullmatch(value):
        yield value
    if (match := _LOCAL.fullmatch(value)) and match[1] in prefixes:
        yield prefixes[match[1]] + match[2]


def _kind(type: str) -> tuple[str, str]:
    return _KINDS.get(type, (f"kg:{type}", _ENTITY))


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    space = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    prefix = next((prefix for prefix, namespace in prefixes.items() if namespace == space), "")
    return f"{prefix}:{iri[len(space) :]}" if prefix else iri


def _other_type(store: "pyoxigraph.Store", value: str, type: str, prefixes: Mapping[str, str]) -> str:
    """Return another type of entities of which one has a name, or nothing."""
    others = [other for other in _TYPES if other != type] if type in _TYPES else []
    return next((other.lower() for other in others if _exact(store, value, other, prefixes)), "")


def _hint(names: list[Name], value: str, parameter: str) -> str:
    import difflib

    folded = {name.label.casefold(): name.label for name in sorted(names, key=lambda name: name.main) if name.label}
    asked = value.casefold()
    close = difflib.get_close_matches(asked, folded, n=_NEAR, cutoff=_CLOSE)
    containing = sorted((key for key in folded if asked in key), key=len) if len(asked) >= _LEAST else []
    loose = difflib.get_close_matches(asked, folded, n=_NEAR, cutoff=0.5)
    near = [folded[key] for key in dict.fromkeys([*close, *containing, *loose])][:_NEAR]
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


def _names(store: "pyoxigraph.Store", type: str, prefixes: Mapping[str, str]) -> list[Name]:
    kind, path = _kind(type)
    text = f"""
        SELECT ?iri ?id ?label ?main WHERE {{
          {{ ?iri a {kind} ; {path} ?label . BIND(?iri AS ?id) BIND(EXISTS {{ ?iri rdfs:label ?label }} AS ?main) }}
          UNION {{ ?id dcterms:isReplacedBy ?iri . ?iri a {kind} . BIND("" AS ?label) BIND(false AS ?main) }}
        }}"""
    rows: Any = store.query(text, prefixes=dict(prefixes), use_default_graph_as_union=True)
    return [Name(row["iri"].value, row["id"].value, row["label"].value, row["main"].value == "true") for row in rows]


def examples(store: "pyoxigraph.Store", type: str, *, known: Mapping[str, str] | None = None) -> list[str]:
    """Return a few names that a parameter of a type can have, those that most papers say first."""
    from kg import schema

    prefixes = schema.load().all_prefixes() if known is None else known
    kind, _ = _kind(type)
    rows: Any = store.query(_EXAMPLES % {"kind": kind}, prefixes=dict(prefixes), use_default_graph_as_union=True)
    return [row["label"].value for row in rows]
