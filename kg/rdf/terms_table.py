"""The classes and properties of the ontology as tables, for `docs/rdf.md`."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.rdf.validation.shape import own
from kg.rdf.validation.shapes import shapes
from kg.schema import Predicate, PropertyTerm, RelationType, Schema, Term

_MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str, schema: Schema) -> str:
    """Return a text with the tables of a schema between the marks that name them.

    A mark is `<!-- table: classes -->`, and the table ends at `<!-- end -->`.
    """
    tables = {
        "classes": _classes,
        "properties": _properties,
        "borrowed": _borrowed,
        "matches": _matches,
        "prefixes": _prefixes,
    }
    return _MARKED.sub(lambda match: f"{match[1]}\n{tables[match[2]](schema)}\n{match[3]}", text)


def _classes(schema: Schema) -> str:
    types = ((kind.name, ("kg:Entity", "skos:Concept", *kind.also), kind.comment) for kind in schema.types.values())
    others = ((found.name, found.also, found.comment) for found in schema.classes.values() if found.name != "Entity")
    rows = ((f"`kg:{name}`", _codes(also), comment) for name, also, comment in (*types, *others))
    return _table(("Class", "Typed as too", "What it is"), rows)


def _properties(schema: Schema) -> str:
    return _table(("Property", "Of", "Value", "What it says"), _own(schema))


def _own(schema: Schema) -> Iterator[Sequence[str]]:
    for role in schema.roles.values():
        yield _row(role.predicate, ("Paper",), ("Entity",), role.comment)
    for link in schema.links.values():
        yield _row(link.name, ("Paper",), (link.range,), link.comment)
    others: list[RelationType | PropertyTerm] = [*schema.relations.values(), *schema.properties.values()]
    for found in others:
        yield _row(found.name, found.domain, found.range, found.comment)


def _row(name: str, domain: Iterable[str], range: Iterable[str], comment: str) -> Sequence[str]:
    return f"`kg:{name}`", _codes(own(domain)), _codes(map(_named, range)), comment


def _borrowed(schema: Schema) -> str:
    rows = ((f"`{found.name}`", found.comment) for found in schema.borrowed.values() if found.name in _used(schema))
    return _table(("Term", "What it says here"), rows)


def _used(schema: Schema) -> set[str]:
    """Return the terms of other vocabularies that data have: what the shapes are about."""
    found = {shape.target for shape in shapes(schema)} | {"sh:SPARQLSelectExecutable", "sh:SPARQLConstructExecutable"}
    for constraint in (constraint for shape in shapes(schema) for constraint in shape.constraints):
        found.update((constraint.path, *constraint.has))
    return found


def _matches(schema: Schema) -> str:
    terms: list[tuple[str, Term, Iterable[str]]]
    terms = [(kind.name, kind, ("Entity", *kind.also)) for kind in schema.types.values()]
    terms += [(found.name, found, (*found.also, *found.sub_class_of)) for found in schema.classes.values()]
    terms += [(role.predicate, role, role.sub_property_of) for role in schema.roles.values()]
    others: list[Predicate | PropertyTerm]
    others = [*schema.links.values(), *schema.relations.values(), *schema.properties.values()]
    terms += [(found.name, found, found.sub_property_of) for found in others]
    rows = ((f"`kg:{name}`", *map(_codes, (map(_named, wider), *_matched(found)))) for name, found, wider in terms)
    return _table(("Ours", "A kind of", "The same", "Nearly the same", "Wider", "Narrower", "Related"), rows)


def _matched(found: Term) -> tuple[tuple[str, ...], ...]:
    return found.exact_match, found.close_match, found.broad_match, found.narrow_match, found.related_match


def _named(term: str) -> str:
    return term if ":" in term else f"kg:{term}"


def _prefixes(schema: Schema) -> str:
    kinds = schema.all_prefixes()
    data = [prefix for prefix in kinds if prefix != "kg" and prefix not in schema.prefixes]
    used = ["kg", *data, *(prefix for prefix in schema.prefixes if _occurs(prefix, schema))]
    return _table(("Prefix", "Namespace"), ((f"`{prefix}:`", f"`{kinds[prefix]}`") for prefix in used))


def _occurs(prefix: str, schema: Schema) -> bool:
    return prefix in ("rdf", "rdfs", "xsd", "owl") or any(name.startswith(f"{prefix}:") for name in schema.borrowed)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
