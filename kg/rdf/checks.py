"""The checks of a build, as SPARQL: the constraints of the shapes, and the rules that shapes cannot express."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.rdf import rules
from kg.rdf.constraints import ERROR, INFO, WARN, Constraint, Shape, shapes
from kg.rdf.rules import Rule
from kg.rdf.terms import literal

if TYPE_CHECKING:
    import pyoxigraph

_LEVELS = (ERROR, WARN, INFO)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a build that should not be as it is."""

    level: str
    """`ERROR`, `WARN` or `INFO`."""
    rule: str
    subject: str
    """The IRI that it is about."""
    message: str


def check(store: "pyoxigraph.Store") -> list[Finding]:
    """Return what is wrong with a build, the worst first."""
    found = {finding for rule in all_rules() for finding in _broken(store, rule)}
    found.update(_outside(store))
    return sorted(found, key=lambda item: (_LEVELS.index(item.level), item.rule, item.subject, item.message))


def all_rules() -> Iterator[Rule]:
    """Yield all rules, each with the pattern that a thing matches where it breaks it."""
    for shape in shapes(schema.load()):
        for constraint in shape.constraints:
            name = shape.name(constraint)
            for pattern in _patterns(shape, constraint):
                yield Rule(constraint.level, name, constraint.message, pattern)
    yield from rules.rules()


def _broken(store: "pyoxigraph.Store", rule: Rule) -> Iterator[Finding]:
    text = f"SELECT DISTINCT ?this ?value WHERE {{ {rule.pattern} }}"
    prefixes = dict(schema.load().all_prefixes())
    rows: Any = store.query(text, prefixes=prefixes, use_default_graph_as_union=True)
    for row in rows:
        value = row["value"]
        message = f"{rule.message}: {_shown(value)}" if value is not None else rule.message
        yield Finding(rule.level, rule.name, _shown(row["this"]), message)


def _outside(store: "pyoxigraph.Store") -> Iterator[Finding]:
    from pyoxigraph import DefaultGraph

    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        yield Finding(ERROR, "named-graph", _shown(quad.subject), "the triple stands in no named graph")


def _shown(node: object) -> str:
    return str(getattr(node, "value", node))


def _patterns(shape: Shape, constraint: Constraint) -> Iterator[str]:
    things = f"?this a kg:{shape.target} ."
    values = f"{things} ?this {constraint.path} ?value ."
    if constraint.least:
        yield f"{things} FILTER NOT EXISTS {{ ?this {constraint.path} ?any }}"
    if constraint.most == 1:
        yield f"{values} ?this {constraint.path} ?other . FILTER(!sameTerm(?value, ?other))"
    if constraint.most == 0:
        yield values
    if constraint.iri:
        yield f"{values} FILTER(!isIRI(?value))"
    yield from (f"{values} {test}" for test in _tests(constraint))
    yield from _pairs(constraint, values, things)


def _tests(constraint: Constraint) -> Iterator[str]:
    if constraint.datatypes:
        yield f"FILTER(!isLiteral(?value) || DATATYPE(?value) NOT IN ({', '.join(constraint.datatypes)}))"
    if constraint.classes:
        wanted = " ".join(f"kg:{name}" for name in constraint.classes)
        yield f"FILTER NOT EXISTS {{ VALUES ?class {{ {wanted} }} ?value a ?class }}"
    if constraint.pattern:
        yield f"FILTER(!REGEX(STR(?value), {literal(constraint.pattern)}))"
    if constraint.min_length:
        yield f"FILTER(STRLEN(STR(?value)) < {constraint.min_length})"
    if constraint.among:
        yield f"FILTER(?value NOT IN ({', '.join(constraint.among)}))"
    if constraint.none_of:
        yield f"FILTER(?value IN ({', '.join(constraint.none_of)}))"
    yield from _bounds(constraint)


def _bounds(constraint: Constraint) -> Iterator[str]:
    for bound, sign in ((constraint.above, ">"), (constraint.at_least, ">="), (constraint.at_most, "<=")):
        if bound is not None:
            yield f"FILTER(!COALESCE(?value {sign} {bound}, false))"


def _pairs(constraint: Constraint, values: str, things: str) -> Iterator[str]:
    if constraint.less_than:
        yield f"{values} ?this {constraint.less_than} ?other . FILTER(!COALESCE(?value < ?other, false))"
    if constraint.disjoint:
        yield f"{values} ?this {constraint.disjoint} ?value ."
    if constraint.equals:
        yield f"{values} FILTER NOT EXISTS {{ ?this {constraint.equals} ?value }}"
        yield f"{things} ?this {constraint.equals} ?value . FILTER NOT EXISTS {{ ?this {constraint.path} ?value }}"
