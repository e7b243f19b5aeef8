"""The constraints as SHACL, for validators of others."""

from collections.abc import Iterable, Iterator, Sequence

from kg.rdf.terms import literal
from kg.rdf.validation.shape import CLASS, ERROR, INFO, OBJECTS, SUBJECTS, WARN, Constraint, Shape
from kg.rdf.validation.shapes import shapes
from kg.schema import Schema

SEVERITIES = {ERROR: "sh:Violation", WARN: "sh:Warning", INFO: "sh:Info"}
TARGETS = {CLASS: "sh:targetClass", SUBJECTS: "sh:targetSubjectsOf", OBJECTS: "sh:targetObjectsOf"}
_PREFIXES = ("dcat", "dcterms", "kg", "nif", "owl", "prov", "rdf", "rdfs", "schema", "sh", "skos", "void", "xsd")


def shacl(schema: Schema) -> str:
    """Return the shapes of a schema as Turtle."""
    blocks = (block for shape in shapes(schema) for block in _blocks(shape))
    return "\n".join([*header(schema), "", *blocks])


def namespace(schema: Schema) -> str:
    """Return the namespace of the shapes."""
    return schema.namespace.replace("ontology", "shapes")


def header(schema: Schema) -> Iterator[str]:
    """Yield the lines of the prefixes of shapes, sorted."""
    known = {**{prefix: schema.all_prefixes()[prefix] for prefix in _PREFIXES}, "kgs": namespace(schema)}
    yield from (f"@prefix {prefix}: <{known[prefix]}> ." for prefix in sorted(known))


def block(name: str, kind: str, lines: Iterable[str]) -> str:
    """Return the Turtle of one shape."""
    return f"kgs:{name} a sh:{kind} ;\n    " + " ;\n    ".join(lines) + " .\n"


def _blocks(shape: Shape) -> Iterator[str]:
    yield block(shape.name, "NodeShape", _node(shape))
    for constraint in shape.constraints:
        yield block(shape.name_of(constraint), "PropertyShape", _lines(constraint))


def _node(shape: Shape) -> Iterator[str]:
    yield f"{TARGETS[shape.of]} {shape.target}"
    yield f"sh:message {literal(shape.message)}"
    yield "sh:nodeKind sh:IRI"
    yield from _any_of("sh:class", shape.classes)
    if shape.constraints:
        yield f"sh:property {', '.join(f'kgs:{shape.name_of(constraint)}' for constraint in shape.constraints)}"


def _lines(constraint: Constraint) -> Iterator[str]:
    yield f"sh:path {constraint.path}"
    yield f"sh:message {literal(constraint.message)}"
    if constraint.level != ERROR:
        yield f"sh:severity {SEVERITIES[constraint.level]}"
    if constraint.iri:
        yield "sh:nodeKind sh:IRI"
    yield from _numbers(constraint)
    yield from _any_of("sh:datatype", constraint.datatypes)
    yield from _any_of("sh:class", constraint.classes)
    yield from _values(constraint)


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


def _values(constraint: Constraint) -> Iterator[str]:
    if constraint.pattern:
        yield f"sh:pattern {literal(constraint.pattern)}"
    if constraint.among:
        yield f"sh:in ( {' '.join(constraint.among)} )"
    if constraint.none_of:
        yield f"sh:not [ sh:in ( {' '.join(constraint.none_of)} ) ]"
    if constraint.has:
        yield f"sh:hasValue {', '.join(constraint.has)}"
    for parameter, path in (
        ("lessThan", constraint.less_than),
        ("equals", constraint.equals),
        ("disjoint", constraint.disjoint),
    ):
        if path:
            yield f"sh:{parameter} {path}"
