"""The rules beyond SHACL's core as SHACL-SPARQL, for validators of others that know that extension.

`kg check` asks the same rules in a form that is faster and that the extension does not allow.
"""

from collections.abc import Iterator

from kg.rdf.terms import literal
from kg.rdf.validation.checks import all_rules
from kg.rdf.validation.rule import Rule, Target
from kg.rdf.validation.shacl import SEVERITIES, TARGETS, block, header, namespace
from kg.rdf.validation.shape import ERROR
from kg.schema import Schema

_PREFIXES = ("dcterms", "kg", "nif", "owl", "rdf", "skos")


def sparql_shapes(schema: Schema) -> str:
    """Return the rules of a schema that need SPARQL, as Turtle."""
    whole = f"<{namespace(schema).rstrip('#')}>"
    rules = ((rule, rule.target) for rule in all_rules() if rule.target)
    shapes = (text for rule, target in rules for text in _shape(rule, target, whole))
    return "\n".join([*header(schema), "", *_declared(schema, whole), *shapes])


def _declared(schema: Schema, whole: str) -> Iterator[str]:
    prefixes = [f"kgs:prefix-{prefix}" for prefix in _PREFIXES]
    yield f"{whole} sh:declare {', '.join(prefixes)} .\n"
    for prefix, name in zip(_PREFIXES, prefixes, strict=True):
        space = literal(schema.all_prefixes()[prefix])
        yield f"{name} sh:prefix {literal(prefix)} ; sh:namespace {space}^^xsd:anyURI ."
    yield ""


def _shape(rule: Rule, target: Target, whole: str) -> Iterator[str]:
    severity = [] if rule.level == ERROR else [f"sh:severity {SEVERITIES[rule.level]}"]
    aim = f"{TARGETS[target.of]} {', '.join(target.terms)}"
    yield block(rule.name, "NodeShape", [aim, *severity, f"sh:sparql kgs:{rule.name}-query"])
    select = literal(f"SELECT $this ?value WHERE {{ {target.where} }}")
    lines = [
        f"sh:message {literal(rule.message)}",
        f"sh:prefixes {whole}",
        f"sh:select {select}",
    ]
    yield block(f"{rule.name}-query", "SPARQLConstraint", lines)
