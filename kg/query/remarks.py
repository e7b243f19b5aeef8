"""What a colleague would remark on a query that can be read but hardly means what it says: names that nothing has."""

import difflib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.query.lexemes import Lexeme, lexemes

if TYPE_CHECKING:
    import pyoxigraph

_MOST = 3
_NEAR = 0.6
_SPLIT = ("/", "#")
_VOID = "http://rdfs.org/ns/void#"
_TYPED = """SELECT DISTINCT ?iri {
  { ?iri a ?type } UNION { ?part void:property|void:class ?iri }
  FILTER(STRSTARTS(STR(?iri), %s))
} ORDER BY ?iri"""


class _Named(NamedTuple):
    shown: str
    iri: str


def on(text: str, store: "pyoxigraph.Store", prefixes: Mapping[str, str], *, answered: bool) -> list[str]:
    """Return remarks on a query that the engine has answered.

    Args:
        text: the query.
        store: the graph that was asked.
        prefixes: the prefixes that the query need not declare.
        answered: whether it has an answer; only of one without are the names looked up.
    """
    words = list(lexemes(text))
    remarks = list(_lonely(words))
    if not answered:
        remarks += [_missing(name, store) for name in _names(words, prefixes) if not _known(name.iri, store)]
    return remarks[:_MOST]


def _lonely(words: list[Lexeme]) -> Iterator[str]:
    """Yield a remark on each variable that is selected and stands nowhere else."""
    start = next((place for place, word in enumerate(words) if word.text == "{"), 0)
    selected = [word.text for word in words[:start] if word.kind == "variable"]
    others = sorted({word.text for word in words[start:] if word.kind == "variable"})
    for name in selected:
        if name not in others and selected.count(name) == 1 and not _is_target(name, words[:start]):
            yield f"{name} stands nowhere in the pattern{_near(name, others)}"


def _is_target(name: str, words: list[Lexeme]) -> bool:
    return any(one.text.upper() == "AS" and two.text == name for one, two in pairwise(words))


def _names(words: list[Lexeme], prefixes: Mapping[str, str]) -> Iterator[_Named]:
    """Yield the IRIs of a query but for those of functions, datatypes, declarations and graphs."""
    spaces, seen = dict(prefixes), set()
    for last, word, following in zip([*words[:1], *words], words, [*words[1:], *words[-1:]], strict=False):
        if word.kind == "address" and last.kind == "name" and last.text.endswith(":"):
            spaces[last.text[:-1]] = word.text[1:-1]
        elif word.kind in ("address", "name") and not _is_elsewhere(last, word, following):
            prefix, _, local = word.text.partition(":")
            iri = word.text[1:-1] if word.kind == "address" else f"{spaces.get(prefix, '')}{local}".replace("\\", "")
            if word.text not in seen and (word.kind == "address" or local):
                seen.add(word.text)
                yield _Named(word.text, iri)


def _is_elsewhere(last: Lexeme, word: Lexeme, following: Lexeme) -> bool:
    before = last.text.upper() in ("PREFIX", "BASE", "FROM", "NAMED", "^^")
    return before or (following.text == "(" and following.start == word.start + len(word.text))


def _known(iri: str, store: "pyoxigraph.Store") -> bool:
    import pyoxigraph

    try:
        node = pyoxigraph.NamedNode(iri)
    except ValueError:
        return True
    patterns = ((node, None, None), (None, node, None), (None, None, node), (None, None, None, node))
    return any(next(iter(store.quads_for_pattern(*pattern)), None) for pattern in patterns)


def _missing(name: _Named, store: "pyoxigraph.Store") -> str:
    cut = max(map(name.iri.rfind, _SPLIT)) + 1
    space, local = name.iri[:cut], name.iri[cut:]
    terms = _terms(space)
    if local in terms:
        return f"Nothing in this build has {name.shown}."
    prefix = name.shown[: -len(local)] if local and name.shown.endswith(local) else ""
    near = _nearest(local, terms or _locals(space, store)) if prefix else ""
    hint = f"; did you mean {prefix}{near}?" if near else "."
    return f"{name.shown} is {'no class or property of the ontology' if terms else 'not in this build'}{hint}"


def _terms(space: str) -> list[str]:
    """Return the classes and properties of the ontology where a namespace is the ontology's."""
    from kg import schema

    known = schema.load()
    if space != known.namespace:
        return []
    roles = [role.predicate for role in known.roles.values()]
    tables = (known.types, known.classes, known.links, known.relations, known.properties, roles)
    return sorted({name.rpartition(":")[2] for table in tables for name in table})


def _locals(space: str, store: "pyoxigraph.Store") -> list[str]:
    import pyoxigraph

    text = _TYPED % pyoxigraph.Literal(space)
    rows: Any = store.query(text, prefixes={"void": _VOID}, use_default_graph_as_union=True)
    return [row["iri"].value.removeprefix(space) for row in rows]


def _nearest(local: str, known: list[str]) -> str:
    folded = {name.casefold(): name for name in reversed(known)}
    near = difflib.get_close_matches(local.casefold(), folded, n=1, cutoff=_NEAR)
    return folded[near[0]] if near else ""


def _near(name: str, others: list[str]) -> str:
    near = difflib.get_close_matches(name, others, n=1, cutoff=_NEAR)
    return f"; did you mean {near[0]}?" if near else "."
