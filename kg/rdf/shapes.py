"""The constraints as SHACL, for validators of others."""

from collections.abc import Iterator, Sequence

from kg.rdf.constraints import ERROR, INFO, WARN, Constraint, Shape, shapes
from kg.rdf.terms import literal
from kg.schema import Schema

_LEVELS = {ERROR: "sh:Violation", WARN: "sh:Warning", INFO: "sh:Info"}
_PREFIXES = ("dcterms", "kg", "nif", "owl", "prov", "rdf", "rdfs", "schema", "sh", "skos", "xsd")


def shacl(schema: Schema) -> str:
    """Return the shapes of a schema as Turtle."""
    prefixes = schema.all_prefixes()
    header = [f"@prefix {prefix}: <{prefixes[prefix]}> ." for prefix in _PREFIXES]
    header.append(f"@prefix kgs: <{schema.namespace.replace('ontology', 'shapes')}> .")
    blocks = (block for shape in shapes(schema) for block in _blocks(shape))
    return "\n".join([*sorted(header), "", *blocks])


def _blocks(shape: Shape) -> Iterator[str]:
    names = ", ".join(f"kgs:{shape.name(constraint)}" for constraint in shape.constraints)
    yield (
        f"kgs:{shape.target} a sh:NodeShape ;\n    sh:targetClass kg:{shape.target} ;\n    sh:nodeKind sh:IRI ;\n"
        f"    sh:property {names} .\n"
    )
    for constraint in shape.constraints:
        lines = " ;\n    ".join(_lines(constraint))
        yield f"kgs:{shape.name(constraint)} a sh:PropertyShape ;\n    {lines} .\n"


def _lines(constraint: Constraint) -> Iterator[str]:
    yield f"sh:path {constraint.path}"
    yield f"sh:message {literal(constraint.message)}"
    if constraint.level != ERROR:
        yield f"sh:severity {_LEVELS[constraint.level]}"
    if constraint.iri:
        yield "sh:nodeKind sh:IRI"
    yield from _numbers(constraint)
    yield from _any_of("sh:datatype", constraint.datatypes)
    yield from _any_of("sh:class", [f"kg:{name}" for name in constraint.classes])
    yield from _texts(constraint)


def _numbers(constraint: Constraint) -> Iterator[str]:
    numbers = {
        "sh:minCount": constraint.least or None,
        "sh:maxCount": constraint.most,
        "sh:minLength": constraint.min_length or None,
        "sh:minExclusive": constraint.above,
        "sh:minInclusive": constraint.at_least,
        "sh:maxInclusive": constraint.at_most,
    }
    yield from (f"{name} {value}" for name, value in numbers.items() if value is not None)


def _any_of(parameter: str, values: Sequence[str]) -> Iterator[str]:
    if len(values) == 1:
        yield f"{parameter} {values[0]}"
    elif values:
        yield f"sh:or ( {' '.join(f'[ {parameter} {value} ]' for value in values)} )"


def _texts(constraint: Constraint) -> Iterator[str]:
    if constraint.pattern:
        yield f"sh:pattern {literal(constraint.pattern)}"
    if constraint.among:
        yield f"sh:in ( {' '.join(constraint.among)} )"
    if constraint.none_of:
        yield f"sh:not [ sh:in ( {' '.join(constraint.none_of)} ) ]"
    for parameter, path in (
        ("lessThan", constraint.less_than),
        ("equals", constraint.equals),
        ("disjoint", constraint.disjoint),
    ):
        if path:
            yield f"sh:{parameter} {path}"
